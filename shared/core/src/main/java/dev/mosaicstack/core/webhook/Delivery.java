package dev.mosaicstack.core.webhook;

import java.time.Instant;

/**
 * One webhook as it was received. Never changed: whether its event is in the stream yet is told by the event's position.
 *
 * @param source the name under which the sender posts
 * @param externalId the sender's own id of this attempt; null where it sent none
 * @param bodyHash SHA-256 of the payload, lower-case hex
 * @param body as received; empty in lists
 * @param duplicateOf the delivery that this one repeats; null for an original
 */
public record Delivery(
        String id,
        String source,
        String externalId,
        String forge,
        String event,
        String type,
        String bodyHash,
        String contentType,
        byte[] body,
        Instant receivedAt,
        String eventId,
        long eventPosition,
        String duplicateOf) {

    /** As one that repeats another: it bears that one's event. */
    public Delivery duplicateOf(Deliveries.Original original) {
        return new Delivery(
                id,
                source,
                externalId,
                forge,
                event,
                type,
                bodyHash,
                contentType,
                body,
                receivedAt,
                original.eventId(),
                eventPosition,
                original.deliveryId());
    }

    /** @param publishedUpTo highest position in the stream */
    public String stateText(long publishedUpTo) {
        return eventPosition <= publishedUpTo ? "published" : "accepted";
    }
}
