package dev.mosaicstack.core.webhook;

import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of received webhooks, seen from inside a transaction. */
public interface Deliveries {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String source, String type, String event, String externalId) {}

    void insert(Delivery delivery);

    /** Waits until no other write stores a delivery with the same id of the sender, if it sent one, or the same content. */
    void alone(Delivery delivery);

    Optional<Delivery> find(String id);

    /** The delivery that others repeat. */
    record Original(String deliveryId, String eventId, String type) {}

    /** The original with this id of the sender; else the one with this content since {@code notBefore}. */
    Optional<Original> original(Delivery delivery, Instant notBefore);

    /** Newest first, up to {@code limit + 1}, without bodies. */
    List<Delivery> list(Filter filter, Page.Ask ask);

    /** Ids of deliveries received before {@code before}, oldest first. */
    List<String> receivedBefore(Instant before, int limit);

    void forget(String id);
}
