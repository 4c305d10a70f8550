package dev.mosaicstack.core.dispatch;

import java.time.Instant;

/**
 * An event that waits for another attempt, or behind one of its lane that does.
 *
 * @param attempts made so far
 * @param notBefore when it is tried again; null while one of its lane is before it
 */
public record Parked(long position, String eventId, String lane, int attempts, Instant notBefore) {

    public Parked tried(Instant next) {
        return new Parked(position, eventId, lane, attempts + 1, next);
    }

    Parked at(Instant next) {
        return new Parked(position, eventId, lane, attempts, next);
    }
}
