package dev.mosaicstack.core;

import java.time.Duration;

/**
 * The times that an operator may set.
 *
 * @param backoffMin pause before the first retry of a failed task; doubles with each attempt
 * @param backoffMax longest such pause
 * @param hold how long the first reader keeps a request that was addressed to a capability
 * @param heartbeat how often an agent must show a sign of life
 */
public record Timing(Duration backoffMin, Duration backoffMax, Duration hold, Duration heartbeat) {

    public static final Timing DEFAULT =
            new Timing(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofSeconds(20));
}
