package dev.mosaicstack.core.analytics;

import java.time.Duration;

/**
 * What happened on a day in a project, or in several taken together.
 *
 * @param completed ends of tasks; one that failed, was replayed and completed is in both
 * @param lead from creation to completion
 * @param cycle from the first claim to completion
 * @param busyMillis while agents held at least one task
 * @param liveMillis while agents were there
 */
public record Figures(
        long pushes,
        long completed,
        long failed,
        long cancelled,
        Spread lead,
        Spread cycle,
        long busyMillis,
        long liveMillis) {

    public static final Figures NONE = new Figures(0, 0, 0, 0, Spread.NONE, Spread.NONE, 0, 0);
    static final Figures PUSH = new Figures(1, 0, 0, 0, Spread.NONE, Spread.NONE, 0, 0);
    static final Figures FAILED = new Figures(0, 0, 1, 0, Spread.NONE, Spread.NONE, 0, 0);
    static final Figures CANCELLED = new Figures(0, 0, 0, 1, Spread.NONE, Spread.NONE, 0, 0);

    static Figures completed(Spread lead, Spread cycle) {
        return new Figures(0, 1, 0, 0, lead, cycle, 0, 0);
    }

    static Figures busy(Duration time) {
        return new Figures(0, 0, 0, 0, Spread.NONE, Spread.NONE, time.toMillis(), 0);
    }

    static Figures live(Duration time) {
        return new Figures(0, 0, 0, 0, Spread.NONE, Spread.NONE, 0, time.toMillis());
    }

    public Figures plus(Figures more) {
        return new Figures(
                pushes + more.pushes,
                completed + more.completed,
                failed + more.failed,
                cancelled + more.cancelled,
                lead.plus(more.lead),
                cycle.plus(more.cycle),
                busyMillis + more.busyMillis,
                liveMillis + more.liveMillis);
    }
}
