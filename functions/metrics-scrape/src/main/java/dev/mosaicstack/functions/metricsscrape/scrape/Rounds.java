package dev.mosaicstack.functions.metricsscrape.scrape;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.scrape.Turns.Taken;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Looks at all targets, remembers what is to be remembered, and judges the rules: one round at a time. */
public final class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final Turns turns;

    private final Scraper scraper;
    private final History history;
    private final AfterRound after;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private volatile Collected newest;
    private boolean mine;
    private boolean setBack;

    /** How many rounds have begun here. */
    private final AtomicLong begun = new AtomicLong();

    /** What came of the one that began last; null where it is under way or was broken off. */
    private Supplier<Collected> outcome;

    /** What is done with the history once a round is in it. */
    @FunctionalInterface
    public interface AfterRound {
        void judge(Instant at);
    }

    public Rounds(Turns turns, Scraper scraper, History history, AfterRound after, Clock clock) {
        this.turns = turns;
        this.scraper = scraper;
        this.history = history;
        this.after = after;
        this.clock = clock;
    }

    /** Of the schedule: nothing happens where another process has the turn. */
    public Optional<Collected> scheduled() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Instant at = clock.instant();
            Taken taken = take(at);
            if (taken == Taken.NOT) {
                newest = null;
                return Optional.empty();
            }
            begin();
            Collected collected = round(at, taken);
            outcome = () -> collected;
            return Optional.of(collected);
        } finally {
            lock.unlock();
        }
    }

    /** Without the database nobody else can have taken the turn: whoever had it goes on, and can still tell that it is away. */
    private Taken take(Instant at) {
        try {
            Taken taken = turns.take(at, false);
            mine = taken != Taken.NOT;
            return taken;
        } catch (Refusal.Unavailable e) {
            if (!mine) {
                throw e;
            }
            return Taken.AGAIN;
        }
    }

    /** Somebody asked for it: then it happens here. All who ask while one is under way share the next. */
    public Collected called() {
        long before = begun.get();
        try {
            lock.lockInterruptibly();
            try {
                if (begun.get() == before || outcome == null) {
                    outcome = calledRound();
                }
                return outcome.get();
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.Unavailable("SHUTTING_DOWN", "this process is about to stop", Duration.ofSeconds(1));
        }
    }

    private Supplier<Collected> calledRound() throws InterruptedException {
        begin();
        try {
            Instant at = clock.instant();
            Taken taken = turns.take(at, true);
            mine = true;
            Collected collected = round(at, taken);
            return () -> collected;
        } catch (Refusal refused) {
            // The others too: each would wait as long for the same.
            return () -> {
                throw refused;
            };
        }
    }

    private void begin() {
        begun.incrementAndGet();
        outcome = null;
    }

    private Collected round(Instant at, Taken taken) throws InterruptedException {
        if (taken == Taken.NEW) {
            history.forget();
        }
        long began = System.nanoTime();
        List<Look> looks = scraper.looks();
        var collected = new Collected(at, Duration.ofNanos(System.nanoTime() - began), looks);
        newest = collected;
        boolean added = history.add(at, samples(looks));
        if (added) {
            after.judge(at);
        } else if (!setBack) {
            LOG.warnf("the clock was set back to %s: nothing is remembered or judged before it is where it was", at);
        }
        setBack = !added;
        return collected;
    }

    private static List<Sample> samples(List<Look> looks) {
        List<Sample> samples = new ArrayList<>();
        for (Look look : looks) {
            for (Family family : look.families()) {
                samples.addAll(family.samples());
            }
        }
        return samples;
    }

    /** What was collected last; nothing where this process does not look at the targets, or not any more. */
    public Optional<Collected> newest() {
        return Optional.ofNullable(newest)
                .filter(collected -> clock.instant().isBefore(collected.at().plus(turns.length())));
    }
}
