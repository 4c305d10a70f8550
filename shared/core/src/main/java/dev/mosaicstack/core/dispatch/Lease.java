package dev.mosaicstack.core.dispatch;

import java.time.Instant;

/**
 * A dispatcher's right to work on one subscription. Everything it writes bears the fence; one that lost its lease, even
 * without knowing, changes nothing any more.
 *
 * @param position events up to here are delivered or parked
 * @param pausedUntil the sink asked not to be called before; null where it did not
 */
public record Lease(String subscriptionId, String owner, long fence, long position, Instant pausedUntil) {}
