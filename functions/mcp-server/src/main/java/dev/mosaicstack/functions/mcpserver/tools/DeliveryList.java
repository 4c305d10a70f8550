package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.webhook.DeliveryCalls;
import dev.mosaicstack.core.webhook.DeliveryCalls.Item;
import dev.mosaicstack.core.webhook.DeliveryCalls.ListRequest;
import dev.mosaicstack.core.webhook.DeliveryCalls.ListResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class DeliveryList extends CallTool<ListRequest, ListResponse> {

    DeliveryList(Exchanges exchanges, DeliveryCalls calls) {
        super(
                exchanges,
                new Made<>(
                        "delivery_list",
                        Call.WEBHOOK_LIST,
                        Hints.READS,
                        "List webhook deliveries",
                        "Lists the webhooks that the forge and other systems sent, newest first. Use it to see "
                                + "whether a push or another event has arrived; delivery_get shows what was in it.",
                        ListRequest.class,
                        ListResponse.class,
                        calls::list,
                        DeliveryList::say));
    }

    private static String say(ListResponse page) {
        return Say.list("deliveries", page.items(), DeliveryList::say, page.nextCursor());
    }

    private static String say(Item item) {
        return "Delivery " + item.deliveryId() + " to " + item.source() + " at " + item.receivedAt() + ": "
                + item.type() + ", " + item.state() + " as event " + item.eventId() + ".";
    }
}
