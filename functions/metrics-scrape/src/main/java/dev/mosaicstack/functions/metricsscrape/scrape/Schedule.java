package dev.mosaicstack.functions.metricsscrape.scrape;

import dev.mosaicstack.core.error.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Begins a round at each multiple of the interval since 1970, on a thread of its own, until it is stopped. */
public final class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);

    /** Longer than the slowest look may take is for the process's own end to wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Rounds rounds;
    private final long interval;
    private final Thread thread;
    private String lastFailure;

    public Schedule(Rounds rounds, Duration interval) {
        this.rounds = rounds;
        this.interval = interval.toMillis();
        this.thread = Thread.ofPlatform().name("metrics-scrape").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            long due = 0;
            while (!Thread.interrupted()) {
                // A round that takes longer than the interval leaves out those that it is late for.
                long now = System.currentTimeMillis();
                long next = now - now % interval + interval;
                // Where the clock was set back by a little, the same moment comes twice.
                due = next == due ? next + interval : next;
                Thread.sleep(due - now);
                round(Instant.ofEpochMilli(due));
            }
        } catch (InterruptedException e) {
            LOG.debug("no further rounds");
        }
    }

    private void round(Instant due) throws InterruptedException {
        try {
            rounds.scheduled(due);
            lastFailure = null;
        } catch (InterruptedException e) {
            throw e;
        } catch (Refusal e) {
            tell(e.getMessage(), null);
        } catch (Throwable e) {
            // Whatever it is, an Error as well: nobody would look any more.
            tell(e.toString(), e);
        }
    }

    /** Each reason once, until a round is good. */
    private void tell(String failure, Throwable cause) {
        if (!failure.equals(lastFailure)) {
            LOG.warnf(cause, "no round of metrics: %s", failure);
        }
        lastFailure = failure;
    }

    /** The round under way is broken off. */
    public void stop() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
