package dev.mosaicstack.functions.webhookintake;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.event.Publication;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.webhook.Deliveries;
import dev.mosaicstack.core.webhook.Delivery;
import dev.mosaicstack.core.webhook.TakeWebhooks;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** POST /webhook-list, /webhook-get, /webhook-replay: look deliveries up, publish one again. */
public class LookupFunction {

    public record ListRequest(
            String source, String type, String event, String externalId, Integer limit, String cursor) {}

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

    public record ListResponse(List<Item> items, String nextCursor) {}

    public record GetRequest(String deliveryId) {}

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

    private final Edge edge;
    private final TakeWebhooks webhooks;
    private final Publication publication;

    LookupFunction(Edge edge, TakeWebhooks webhooks, Publication publication) {
        this.edge = edge;
        this.webhooks = webhooks;
        this.publication = publication;
    }

    @Funq("webhook-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.WEBHOOK_LIST, request, exchange -> {
            var check = new Check();
            Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
            check.done();
            var filter = new Deliveries.Filter(request.source(), request.type(), request.event(), request.externalId());
            Page<Item> page = webhooks.list(filter, ask).map(this::item);
            return new ListResponse(page.items(), page.nextCursor());
        });
    }

    @Funq("webhook-get")
    public Uni<GetResponse> get(GetRequest request) {
        return edge.call(Call.WEBHOOK_GET, request, exchange -> present(webhooks.get(id(request))));
    }

    @Funq("webhook-replay")
    public Uni<ReplayResponse> replay(GetRequest request) {
        return edge.call(
                Call.WEBHOOK_REPLAY,
                request,
                exchange -> webhooks.replay(
                        exchange.caller(),
                        id(request),
                        exchange.answer(ReplayResponse.class, LookupFunction::present)));
    }

    private static ReplayResponse present(TakeWebhooks.Replayed replayed) {
        Delivery delivery = replayed.delivery();
        return new ReplayResponse(delivery.id(), replayed.eventId(), delivery.type(), delivery.eventId());
    }

    private static String id(GetRequest request) {
        var check = new Check();
        String id = check.id("deliveryId", request.deliveryId());
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
