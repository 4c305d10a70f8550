package dev.mosaicstack.core;

import java.time.Duration;

/**
 * The times that an operator may set.
 *
 * @param backoffMin pause before the first retry of a failed task; doubles with each attempt
 * @param backoffMax longest such pause
 * @param hold how long the first reader keeps a request that was addressed to a capability
 * @param heartbeat how often an agent must show a sign of life
 * @param lookAgain how often a waiting call looks by itself whether there is something
 */
public record Timing(Duration backoffMin, Duration backoffMax, Duration hold, Duration heartbeat, Duration lookAgain) {}
