package dev.mosaicstack.functions.eventdispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.cloudevent.BinaryMode;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.cloudevent.MediaType;
import dev.mosaicstack.core.cloudevent.StructuredMode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.JsonBody;
import dev.mosaicstack.core.publish.Publishable;
import dev.mosaicstack.core.task.Batch;
import dev.mosaicstack.web.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The events in a request (CloudEvents HTTP protocol binding 1.0.2, 3): how they came, and what they say. */
sealed interface Incoming {

    record One(CloudEvent event) implements Incoming {}

    /** The same members as in structured mode, from a sender that knows nothing of CloudEvents. */
    record Plain(CloudEvent event) implements Incoming {}

    record Many(List<Item> items) implements Incoming {}

    /** Read later, so that a wrong one does not disturb the others. */
    record Item(JsonNode json) {
        Supplier<Publishable> judged() {
            return () -> Publishable.of(StructuredMode.read(json), true);
        }
    }

    /**
     * @throws Refusal.NotJson for another content type
     * @throws Refusal.Invalid {@code MALFORMED_JSON} or {@code INVALID_FIELD}
     */
    static Incoming of(Edge.Raw raw) {
        MediaType type = MediaType.of(raw.contentType());
        String encoding = raw.headers().first("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal.NotJson("a content encoding is not taken");
        }
        if (type.isCloudEvents()) {
            return wholeEvents(type, raw.body());
        }
        if (BinaryMode.isMeant(raw.headers())) {
            return new One(BinaryMode.read(raw.headers(), raw.contentType(), raw.body()));
        }
        if (!type.essence().equals("application/json") || !type.utf8()) {
            throw new Refusal.NotJson("the content type is none of application/json, " + MediaType.STRUCTURED + ", "
                    + MediaType.BATCH + " in UTF-8, and there are no ce- headers");
        }
        return new Plain(StructuredMode.read(JsonBody.read(raw.body())));
    }

    private static Incoming wholeEvents(MediaType type, byte[] body) {
        if (!type.utf8()) {
            throw new Refusal.NotJson("the charset is not utf-8");
        }
        return switch (type.essence()) {
            case MediaType.STRUCTURED -> new One(StructuredMode.read(JsonBody.read(body)));
            case MediaType.BATCH -> new Many(items(JsonBody.read(body)));
            default -> throw new Refusal.NotJson("of the formats of CloudEvents, only JSON is taken");
        };
    }

    private static List<Item> items(JsonNode batch) {
        if (!batch.isArray()) {
            throw JsonBody.malformed("is not an array");
        }
        if (batch.size() > Batch.MAX) {
            throw Refusal.Invalid.field("events", "are more than " + Batch.MAX);
        }
        List<Item> items = new ArrayList<>();
        batch.forEach(json -> items.add(new Item(json)));
        return items;
    }
}
