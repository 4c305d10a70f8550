package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.trace.Trace;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Verify, recognise, store, answer: in this order, because a forge waits 5 s and sends once. */
@Singleton
public final class TakeWebhooks {

    /** How long the same content from the same source counts as the same webhook. */
    public static final Duration SAME_CONTENT_FOR = Duration.ofHours(24);

    /** What arrived. @param contentType null where there was none */
    public record Received(
            String source, Headers headers, String contentType, byte[] body, String requestId, Trace trace) {}

    /** Where it was put: for a duplicate, where the original was put. */
    public record Taken(String deliveryId, String eventId, String type, boolean duplicate) {}

    /** A delivery that was published once more. */
    public record Replayed(Delivery delivery, String eventId) {}

    /** In bytes. */
    private static final int LARGE = 1024 * 1024;

    private final Semaphore oneLarge = new Semaphore(1);
    private final Store store;
    private final Ids ids;
    private final Clock clock;

    public TakeWebhooks(Store store, Ids ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @throws Refusal.Unauthenticated {@code WEBHOOK_SIGNATURE}
     * @throws Refusal.Invalid {@code MALFORMED_JSON}
     * @throws Refusal.NotJson for another content type
     */
    public Taken take(WebhookSecrets secrets, Received received) {
        var accepted = secrets.of(received.source());
        WebhookBody body = WebhookBody.decode(received.contentType(), received.body());
        Signatures.verify(received.headers(), body.signed(), accepted);
        Recognised recognised = recognise(received, body);
        String hash = Json.sha256(body.signed());
        // Everything that takes time is done before: one thread may be writing for all.
        Delivery delivery = delivery(received, recognised, hash);
        Event event = event(received, recognised, delivery);
        return store.write(tx -> store(tx, delivery, event));
    }

    /** A parsed body takes several times the memory of its bytes: one large one at a time. */
    private Recognised recognise(Received received, WebhookBody body) {
        if (body.signed().length <= LARGE) {
            return Recognise.of(received.headers(), body.json());
        }
        oneLarge.acquireUninterruptibly();
        try {
            return Recognise.of(received.headers(), body.json());
        } finally {
            oneLarge.release();
        }
    }

    private static Taken store(Tx tx, Delivery delivery, Event event) {
        tx.deliveries().alone(delivery);
        Optional<Deliveries.Original> original =
                tx.deliveries().original(delivery, delivery.receivedAt().minus(SAME_CONTENT_FOR));
        if (original.isPresent()) {
            Deliveries.Original first = original.get();
            tx.deliveries().insert(delivery.duplicateOf(first));
            return new Taken(first.deliveryId(), first.eventId(), first.type(), true);
        }
        tx.deliveries().insert(delivery);
        tx.events().append(event);
        return new Taken(delivery.id(), event.id(), delivery.type(), false);
    }

    private Delivery delivery(Received received, Recognised recognised, String hash) {
        return new Delivery(
                ids.next(),
                received.source(),
                recognised.externalId(),
                recognised.forge(),
                recognised.event(),
                recognised.type(),
                hash,
                received.contentType(),
                received.body(),
                clock.instant(),
                ids.next(),
                0,
                null);
    }

    private static Event event(Received received, Recognised recognised, Delivery delivery) {
        ObjectNode data = recognised.data().put("deliveryId", delivery.id());
        String subject = recognised.subject() == null ? "webhooks/" + received.source() : recognised.subject();
        return new Event(
                0,
                delivery.eventId(),
                delivery.type(),
                "/webhook-intake/" + received.source(),
                subject,
                delivery.receivedAt(),
                null,
                null,
                received.requestId(),
                null,
                Shortened.json(data),
                Recorder.cause(received.trace()));
    }

    public Page<Delivery> list(Deliveries.Filter filter, Page.Ask ask) {
        return Page.of(store.read(tx -> tx.deliveries().list(filter, ask)), ask, Delivery::id);
    }

    public Delivery get(String id) {
        return store.read(tx -> find(tx, id));
    }

    /**
     * Publishes the delivery's event again, under a new id and with the same data.
     *
     * @throws Refusal.Conflict {@code EVENT_GONE} for a duplicate that is kept longer than the original's event
     */
    public <R> R replay(Caller caller, String id, Answer<Replayed, R> answer) {
        return store.write(tx -> answer.once(tx, () -> {
            Delivery delivery = find(tx, id);
            Event first = tx.events()
                    .find(delivery.eventId())
                    .orElseThrow(() ->
                            new Refusal.Conflict("EVENT_GONE", "the event of this delivery is not kept any more"));
            String eventId = ids.next();
            tx.events()
                    .append(new Event(
                            0,
                            eventId,
                            first.type(),
                            first.source(),
                            first.subject(),
                            clock.instant(),
                            null,
                            null,
                            caller.requestId(),
                            first.id(),
                            first.data(),
                            Recorder.cause(caller)));
            return new Replayed(delivery, eventId);
        }));
    }

    private static Delivery find(Tx tx, String id) {
        return tx.deliveries().find(id).orElseThrow(() -> Refusal.NotFound.of("delivery", id));
    }
}
