package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.webhook.DeliveryCalls;
import dev.mosaicstack.core.webhook.DeliveryCalls.GetRequest;
import dev.mosaicstack.core.webhook.DeliveryCalls.GetResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class DeliveryGet extends CallTool<GetRequest, GetResponse> {

    DeliveryGet(Exchanges exchanges, DeliveryCalls calls) {
        super(
                exchanges,
                new Made<>(
                        "delivery_get",
                        Call.WEBHOOK_GET,
                        Hints.READS,
                        "Look at a webhook delivery",
                        "Shows one webhook as it was received, with its body, and the event that was made of it.",
                        GetRequest.class,
                        GetResponse.class,
                        calls::get,
                        DeliveryGet::say));
    }

    private static String say(GetResponse delivery) {
        return "Delivery " + delivery.deliveryId() + " to " + delivery.source() + " at " + delivery.receivedAt() + ": "
                + delivery.type() + ", " + delivery.state() + " as event " + delivery.eventId() + "."
                + Say.text("Body", delivery.body());
    }
}
