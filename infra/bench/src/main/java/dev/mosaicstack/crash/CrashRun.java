package dev.mosaicstack.crash;

import dev.mosaicstack.crash.fault.Deck;
import dev.mosaicstack.crash.ledger.Evidence;
import dev.mosaicstack.crash.ledger.Evidence.Logged;
import dev.mosaicstack.crash.ledger.Finding;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Ledger;
import dev.mosaicstack.crash.ledger.Verdict;
import dev.mosaicstack.crash.load.Access;
import dev.mosaicstack.crash.load.Client;
import dev.mosaicstack.crash.load.Load;
import dev.mosaicstack.crash.load.PushSender;
import dev.mosaicstack.crash.product.Consumer;
import dev.mosaicstack.crash.product.Product;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One run from the first call to the verdict: load, faults, time to settle, and then everything is looked up. */
final class CrashRun {

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(90);

    /** Twice what is promised, because the machine may be busy. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Plan plan;
    private final Product product;
    private final Report report;
    private final Ledger ledger = new Ledger();
    private final Memory memory;
    private final List<Finding> findings = new ArrayList<>();

    CrashRun(Plan plan, Product product, Report report) {
        this.plan = plan;
        this.product = product;
        this.report = report;
        this.memory = new Memory(product);
    }

    /** Comes back with the product stopped, its data still there. */
    Verdict judge(Deck deck) throws InterruptedException, SQLException {
        Evidence evidence;
        try (var client = new Client(product::base, ledger);
                var consumer = new Consumer(product::redis)) {
            var access = new Access(client, ledger, product.adminToken(), product.webhookSecret());
            consumer.start();
            underLoad(access, deck);
            evidence = evidence(access, consumer);
        }
        stop();
        report.say("%s", memory);
        findings.addAll(memory.broken());
        return Verdict.of(ledger, evidence).and(findings);
    }

    private void underLoad(Access access, Deck deck) throws InterruptedException {
        try (var load = new Load(access, plan.seed())) {
            load.start();
            Thread.sleep(WARM_UP);
            memory.sample();
            var storm = new Storm(deck, ledger, new PushSender(access, new Random(plan.seed())), plan);
            storm.rage(happened -> {
                memory.sample();
                report.happened(happened);
            });
            findings.addAll(storm.broken());
            load.stopMaking();
            report.say("no more faults, no new work; what is open is finished");
            var backlog = new Backlog(access, load.session());
            await("the backlog to be done", backlog::isDone);
        }
        memory.sample();
    }

    private Evidence evidence(Access access, Consumer consumer) throws SQLException, InterruptedException {
        report.say("everything that was acknowledged is looked up");
        var found = new Inspection(access).found();
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (true) {
            var seen = consumer.seen();
            List<Logged> log = product.database().log(product.data());
            Set<String> ids = log.stream().map(Logged::id).collect(Collectors.toSet());
            // Until both are the same: sweeps may add events, now that the agents are silent.
            if (seen.ids().equals(ids) || System.nanoTime() - end > 0) {
                report.say("a consumer read the stream %d times from its beginning", seen.readings());
                return new Evidence(found, log, seen);
            }
            Thread.sleep(500);
        }
    }

    /** A condition that does not come true is no error by itself: the rules find what is missing. */
    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                report.say("waited %d s in vain for %s", SETTLES_WITHIN.toSeconds(), what);
                return;
            }
            Thread.sleep(200);
        }
    }

    private void stop() throws SQLException {
        var ended = product.stop();
        if (!ended.leftOver().isEmpty() || ended.after().compareTo(STOPS_WITHIN) > 0) {
            findings.add(new Broken("it stops in order", ended.toString()));
        }
        product.database().damage(product.data()).forEach(line -> findings.add(new Broken("the file is whole", line)));
        String log = product.log();
        log.lines()
                .filter(line -> line.startsWith("\tat ") || line.contains("\"frames\":["))
                .findFirst()
                .ifPresent(line -> findings.add(new Broken("no stack trace in the log", line.strip())));
        for (String secret : List.of(product.adminToken(), product.webhookSecret())) {
            if (log.contains(secret)) {
                findings.add(new Broken("no secret in the log", "one of those it was started with"));
            }
        }
    }
}
