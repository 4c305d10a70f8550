package dev.mosaicstack.functions.eventdispatch.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Message;
import java.util.HashMap;
import java.util.Map;

/** The message as JSON; the README describes it. */
record WebhookChannel(HttpPost http, ChannelPlan.Webhook plan) implements Channel {

    @Override
    public Outcome send(Message message) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        if (plan.token() != null) {
            headers.put("Authorization", "Bearer " + plan.token());
        }
        return http.send(plan.url(), headers, Json.write(body(message)));
    }

    private static ObjectNode body(Message message) {
        ObjectNode body = Recorder.data()
                .put("notificationId", message.id())
                .put("title", message.title())
                .put("text", message.text());
        ArrayNode lines = body.putArray("lines");
        message.lines().forEach(lines::add);
        body.put("severity", message.kind().severity().text())
                .put("type", message.kind().type())
                .put("count", message.count());
        if (!message.kind().project().isEmpty()) {
            body.put("project", message.kind().project());
        }
        if (message.link() != null) {
            body.put("link", message.link());
        }
        body.set("first", message.first().json());
        body.set("last", message.last().json());
        return body;
    }
}
