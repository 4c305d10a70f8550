package dev.mosaicstack.core.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * What a dispatcher did since it last wrote it down; written in one transaction.
 *
 * @param position events up to here are delivered or parked
 * @param delivered attempts that succeeded
 * @param failed attempts that did not
 * @param lastError of the newest failed attempt; null where there was none
 * @param pausedUntil the sink asked not to be called before; null where it did not
 * @param parked newly; one that is there stays as it is
 * @param retried that are there and were tried, or became the first of their lane
 * @param finished positions of those that need no further attempt
 * @param dead given up; {@link #finished} names them as well where they were parked
 */
public record Progress(
        long position,
        long delivered,
        long failed,
        String lastError,
        Instant pausedUntil,
        List<Parked> parked,
        List<Parked> retried,
        List<Long> finished,
        List<DeadLetter> dead) {

    /** Only the cursor moves. */
    public static Progress of(long position, long delivered) {
        return new Progress(position, delivered, 0, null, null, List.of(), List.of(), List.of(), List.of());
    }

    /** True where it says nothing but what is known. */
    boolean isOnly(long savedPosition) {
        return position == savedPosition
                && delivered == 0
                && failed == 0
                && parked.isEmpty()
                && retried.isEmpty()
                && finished.isEmpty()
                && dead.isEmpty();
    }
}
