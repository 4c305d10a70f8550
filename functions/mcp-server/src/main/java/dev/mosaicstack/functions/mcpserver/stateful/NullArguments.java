package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * The library answers an argument that is null with an internal error; models send such for what they leave out. So it is
 * given the message without them. What a tool gets is read from the message as it was sent.
 */
final class NullArguments {

    private NullArguments() {}

    /** @param message one, or a batch of them */
    static void hide(RoutingContext rc, JsonNode message) {
        if (has(message)) {
            JsonNode without = message.deepCopy();
            remove(without);
            ((RoutingContextInternal) rc).setBody(Buffer.buffer(Json.write(without)));
        }
    }

    private static boolean has(JsonNode message) {
        Iterable<JsonNode> values =
                message.isArray() ? message : message.path("params").path("arguments");
        for (JsonNode value : values) {
            if (message.isArray() ? has(value) : value.isNull()) {
                return true;
            }
        }
        return false;
    }

    private static void remove(JsonNode message) {
        if (message.isArray()) {
            message.forEach(NullArguments::remove);
        } else if (message.path("params").path("arguments") instanceof ObjectNode arguments) {
            arguments.removeIf(JsonNode::isNull);
        }
    }
}
