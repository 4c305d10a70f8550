package dev.mosaicstack.core.dispatch;

import java.time.Instant;

/**
 * An event that was given up for one subscription.
 *
 * @param status HTTP status of the last answer; null where there was none
 * @param answer the beginning of the last answer's body; null where there was none
 */
public record DeadLetter(
        String id,
        String subscriptionId,
        long position,
        String eventId,
        String type,
        String subject,
        int attempts,
        Integer status,
        String error,
        String answer,
        Instant diedAt) {}
