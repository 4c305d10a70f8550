package dev.mosaicstack.functions.metricsscrape.scrape;

import dev.mosaicstack.core.metric.MetricHistory.Turn;
import dev.mosaicstack.core.process.ProcessName;
import dev.mosaicstack.core.store.Store;
import java.time.Duration;
import java.time.Instant;

/** Which process looks at the targets: one at a time, for as long as it does. */
public final class Turns {

    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Store store;
    private final String process;
    private final Duration length;

    /**
     * @param process a {@link ProcessName}: another one of the same host takes over at once when it has died
     * @param length after it is silent for so long, another process takes over
     */
    public Turns(Store store, String process, Duration length) {
        this.store = store;
        this.process = process;
        this.length = length;
    }

    Duration length() {
        return length;
    }

    public enum Taken {
        /** It had the turn before as well. */
        AGAIN,
        /** Another process had it, or nobody. */
        NEW,
        /** Another process has it. */
        NOT
    }

    /** @param called whether somebody asked for it: then whoever has it loses it */
    public Taken take(Instant now, boolean called) {
        return store.write(tx -> {
            Turn turn = tx.metrics().turn().orElse(null);
            boolean own = turn != null && turn.holder().equals(process);
            if (turn != null && !own && !called && isHeld(turn, now)) {
                return Taken.NOT;
            }
            tx.metrics().save(new Turn(process, now.plus(length)));
            return own ? Taken.AGAIN : Taken.NEW;
        });
    }

    private boolean isHeld(Turn turn, Instant now) {
        return turn.until().isAfter(now) && !isAhead(turn, now) && !ProcessName.isGone(turn.holder());
    }

    /** Whoever took it had a clock that was ahead: it could last for years. */
    private boolean isAhead(Turn turn, Instant now) {
        return turn.until().isAfter(now.plus(length).plus(SLACK));
    }

    /** Whoever comes next need not wait. */
    public void leave(Instant now) {
        store.write(tx -> {
            tx.metrics().turn().filter(turn -> turn.holder().equals(process)).ifPresent(turn -> tx.metrics()
                    .save(new Turn(process, now)));
            return null;
        });
    }
}
