package dev.mosaicstack.crash;

import dev.mosaicstack.crash.fault.Deck;
import dev.mosaicstack.crash.fault.Fault;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Ledger;
import dev.mosaicstack.crash.ledger.Ledger.Calls;
import dev.mosaicstack.crash.load.PushSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Fault upon fault, each healed before the next, and what became of the calls meanwhile. */
final class Storm {

    /** How long a damage may take until the first write is refused. */
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(30);

    /** One fault. {@code back} is from the beginning of its healing to the next acknowledged webhook. */
    record Happened(String fault, Duration lasted, Calls calls, Duration back) {}

    private final Deck deck;
    private final Ledger ledger;
    private final PushSender probe;
    private final Plan plan;
    private final Random random;
    private final List<Broken> broken = new ArrayList<>();

    Storm(Deck deck, Ledger ledger, PushSender probe, Plan plan) {
        this.deck = deck;
        this.ledger = ledger;
        this.probe = probe;
        this.plan = plan;
        this.random = new Random(plan.seed());
    }

    /** Until the plan's time is over, and each fault at least once. */
    void rage(Consumer<Happened> each) throws InterruptedException {
        int faults = deck.names().size();
        long end = System.nanoTime() + plan.time().toNanos();
        for (int n = 0; n < faults || (System.nanoTime() - end < 0 && faults > 0); n++) {
            // Undisturbed work between two faults: a fault that meets nothing proves nothing.
            Thread.sleep(plan.shortly() ? 500 : 1000 + random.nextInt(5000));
            each.accept(hurt(deck.draw()));
        }
    }

    /** Promises that were not kept while the damage lasted. */
    List<Broken> broken() {
        return broken;
    }

    private Happened hurt(Fault fault) throws InterruptedException {
        Calls before = ledger.calls();
        long begun = System.nanoTime();
        fault.inject();
        // The damage lasts; that is the fault itself, not a wait for something.
        Thread.sleep(fault.lasts(plan.shortly()));
        Calls during = awaitDuty(fault, before);
        long healed = System.nanoTime();
        fault.heal();
        probe.sendNew();
        return new Happened(
                fault.name(), Duration.ofNanos(healed - begun), during, Duration.ofNanos(System.nanoTime() - healed));
    }

    private Calls awaitDuty(Fault fault, Calls before) throws InterruptedException {
        long end = System.nanoTime() + ARRIVES_WITHIN.toNanos();
        Calls during = ledger.calls().since(before);
        while (!kept(fault, during) && System.nanoTime() - end < 0) {
            Thread.sleep(100);
            during = ledger.calls().since(before);
        }
        if (!kept(fault, during)) {
            broken.add(new Broken("during " + fault.name() + " calls are to " + fault.duty(), during.toString()));
        }
        return during;
    }

    private static boolean kept(Fault fault, Calls during) {
        return switch (fault.duty()) {
            case NOTHING -> true;
            case ACKNOWLEDGE -> during.answered() > 0;
            case REFUSE -> during.unavailable() > 0;
        };
    }
}
