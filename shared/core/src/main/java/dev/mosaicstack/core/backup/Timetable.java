package dev.mosaicstack.core.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * When something has to be done.
 *
 * @param schedule for people; null where nothing but calls and commands starts it
 * @param following the schedule's next time after another; null where there is no schedule
 * @param overdueAfter with a schedule the time after its next one, else the time after the last good run; null where it
 *     is never overdue
 */
public record Timetable(String schedule, UnaryOperator<Instant> following, Duration overdueAfter) {

    public static final Timetable NONE = new Timetable(null, null, null);

    /** @return null where there is none */
    Instant next(Instant after) {
        return following == null ? null : following.apply(after);
    }

    /** @param lastGood when the last good run was asked for, or since when there should be one; @return null for never */
    Instant due(Instant lastGood) {
        if (overdueAfter == null) {
            return null;
        }
        Instant from = following == null ? lastGood : following.apply(lastGood);
        return from.plus(overdueAfter);
    }
}
