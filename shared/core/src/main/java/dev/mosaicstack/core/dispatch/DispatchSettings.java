package dev.mosaicstack.core.dispatch;

import java.time.Duration;
import java.util.List;

/**
 * The times of the event bus.
 *
 * @param lease how long a dispatcher that says nothing keeps a subscription
 * @param look how often a dispatcher looks for subscriptions to work on, and for parked events whose time has come
 * @param retries pauses before the second attempt and those after it; the last one repeats
 * @param timeout how long a sink may take for its answer
 */
public record DispatchSettings(Duration lease, Duration look, List<Duration> retries, Duration timeout) {}
