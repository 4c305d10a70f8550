package dev.mosaicstack.functions.metricsscrape.scrape;

import java.time.Duration;
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
            while (!Thread.interrupted()) {
                // A round that takes longer than the interval leaves out those that it is late for.
                Thread.sleep(interval - System.currentTimeMillis() % interval);
                round();
            }
        } catch (InterruptedException e) {
            LOG.debug("no further rounds");
        }
    }

    private void round() throws InterruptedException {
        try {
            rounds.scheduled();
            lastFailure = null;
        } catch (RuntimeException e) {
            String failure = String.valueOf(e.getMessage());
            if (!failure.equals(lastFailure)) {
                LOG.warnf("no round of metrics: %s", failure);
            }
            lastFailure = failure;
        }
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
