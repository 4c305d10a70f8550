package dev.mosaicstack.crash.bus;

import java.time.Duration;

/**
 * What a run of the event bus is to be.
 *
 * @param database sqlite, postgresql or mariadb
 * @param dispatchers processes that share the subscriptions
 * @param subscriptions each with a sink of its own
 * @param events published in all, of {@link #subjects} things in turn
 * @param killEvery how often one of the dispatchers is killed
 * @param settlesWithin how long delivery may take after the last event
 */
public record BusPlan(
        String database,
        int dispatchers,
        int subscriptions,
        int events,
        Duration killEvery,
        Duration settlesWithin,
        long seed) {

    /** Things that the events are about; those of one thing are in order. */
    int subjects() {
        return Math.min(200, events / 10);
    }
}
