package dev.mosaicstack.crash;

import dev.mosaicstack.crash.fault.Deck;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Verdict;
import dev.mosaicstack.crash.product.Database;
import dev.mosaicstack.crash.product.Product;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;

/** A crash run with all it needs: the database, the product, and in the end what is to be kept of them. */
public final class Crash {

    /** @param skipped faults that this machine or this database cannot have */
    public record Result(Verdict verdict, List<String> skipped) {}

    private final Plan plan;
    private final Report report;
    private final boolean keep;

    /** @param keep data and log also where nothing was found */
    public Crash(Plan plan, PrintWriter out, boolean keep) {
        this.plan = plan;
        this.report = new Report(out);
        this.keep = keep;
    }

    /** @throws IllegalStateException where the product does not start, not even the first time */
    public Result run() throws InterruptedException, SQLException {
        report.say("database %s, seed %d, faults for %s", plan.database(), plan.seed(), Report.seconds(plan.time()));
        try (Database database = database();
                Product product = Product.start(database, plan.faults().contains("fill-disk"))) {
            var deck = Deck.of(product, plan.faults(), plan.seed());
            var skipped = plan.faults().stream()
                    .filter(name -> !deck.names().contains(name))
                    .sorted()
                    .toList();
            skipped.forEach(name -> report.say("skipped: %s (%s)", name, reason(name)));
            Verdict verdict = judge(new CrashRun(plan, product, report), deck);
            report.ledger(verdict);
            tidy(product, verdict);
            return new Result(verdict, skipped);
        }
    }

    /** A product that does not come back, for example, ends a run before there is anything to look up. */
    private static Verdict judge(CrashRun run, Deck deck) throws InterruptedException, SQLException {
        try {
            return run.judge(deck);
        } catch (RuntimeException e) {
            return new Verdict(List.of(), List.of(new Broken("a run comes to its end", e.toString())));
        }
    }

    private void tidy(Product product, Verdict verdict) {
        if (keep || !verdict.clean()) {
            report.say("the data are in %s, the log is %s", product.keep(), product.logFile());
        } else {
            product.close();
            product.delete();
        }
    }

    private static String reason(String fault) {
        return fault.equals("fill-disk")
                ? "a file system of its own cannot be mounted here; that takes Linux and root"
                : "the database is in the product's own process";
    }

    private Database database() {
        return plan.database().equals("sqlite")
                ? Database.sqlite()
                : Database.on(DatabaseUnderTest.start(plan.database()));
    }
}
