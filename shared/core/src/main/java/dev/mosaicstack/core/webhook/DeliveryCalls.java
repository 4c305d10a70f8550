package dev.mosaicstack.core.webhook;

import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.event.Publication;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.input.Page;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The calls webhook-list, webhook-get and webhook-replay. */
@Singleton
public final class DeliveryCalls {

    public record ListRequest(
            @Field("Only deliveries to this source") String source,

            @Field("Only deliveries of this event type, dev.mosaicstack.git.push for one")
            String type,

            @Field("Only deliveries that the sender calls this, push for one")
            String event,

            @Field("Only deliveries with this id of the sender")
            String externalId,

            @Field(value = Page.LIMIT, min = 1, max = Page.MOST)
            Integer limit,

            @Field(Page.CURSOR) String cursor) {}

    public record Item(
            String deliveryId,
            String externalId,
            String source,
            String forge,
            String event,
            String type,
            Instant receivedAt,
            String state,
            String eventId,
            String duplicateOf) {}

    public record ListResponse(
            List<Item> items, @Field(Page.NEXT) String nextCursor) {}

    public record GetRequest(
            @Field(value = "The delivery", required = true, id = true)
            String deliveryId) {}

    public record ReplayRequest(
            @Field(value = "The delivery", required = true, id = true)
            String deliveryId) {}

    /** @param body as it was received */
    public record GetResponse(
            String deliveryId,
            String externalId,
            String source,
            String forge,
            String event,
            String type,
            Instant receivedAt,
            String state,
            String eventId,
            String duplicateOf,
            String contentType,
            String bodySha256,
            String body) {}

    /** @param replayOf the id of the event that was repeated */
    public record ReplayResponse(String deliveryId, String eventId, String type, String replayOf) {}

    private final TakeWebhooks webhooks;
    private final Publication publication;

    public DeliveryCalls(TakeWebhooks webhooks, Publication publication) {
        this.webhooks = webhooks;
        this.publication = publication;
    }

    public ListResponse list(Exchange exchange, ListRequest request) {
        var check = new Check();
        Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
        check.done();
        var filter = new Deliveries.Filter(request.source(), request.type(), request.event(), request.externalId());
        Page<Item> page = webhooks.list(filter, ask).map(this::item);
        return new ListResponse(page.items(), page.nextCursor());
    }

    public GetResponse get(Exchange exchange, GetRequest request) {
        return present(webhooks.get(id(request.deliveryId())));
    }

    public ReplayResponse replay(Exchange exchange, ReplayRequest request) {
        return webhooks.replay(
                exchange.caller(),
                id(request.deliveryId()),
                exchange.answer(ReplayResponse.class, DeliveryCalls::present));
    }

    private static ReplayResponse present(TakeWebhooks.Replayed replayed) {
        Delivery delivery = replayed.delivery();
        return new ReplayResponse(delivery.id(), replayed.eventId(), delivery.type(), delivery.eventId());
    }

    private static String id(String deliveryId) {
        var check = new Check();
        String id = check.id("deliveryId", deliveryId);
        check.done();
        return id;
    }

    private Item item(Delivery delivery) {
        return new Item(
                delivery.id(),
                delivery.externalId(),
                delivery.source(),
                delivery.forge(),
                delivery.event(),
                delivery.type(),
                delivery.receivedAt(),
                delivery.stateText(publication.publishedUpTo()),
                delivery.eventId(),
                delivery.duplicateOf());
    }

    private GetResponse present(Delivery delivery) {
        Item item = item(delivery);
        return new GetResponse(
                item.deliveryId(),
                item.externalId(),
                item.source(),
                item.forge(),
                item.event(),
                item.type(),
                item.receivedAt(),
                item.state(),
                item.eventId(),
                item.duplicateOf(),
                delivery.contentType(),
                delivery.bodyHash(),
                new String(delivery.body(), StandardCharsets.UTF_8));
    }
}
