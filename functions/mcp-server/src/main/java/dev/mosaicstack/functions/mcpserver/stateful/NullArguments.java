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
        JsonNode without = message.deepCopy();
        if (remove(without)) {
            ((RoutingContextInternal) rc).setBody(Buffer.buffer(Json.write(without)));
        }
    }

    private static boolean remove(JsonNode message) {
        if (message.isArray()) {
            boolean any = false;
            for (JsonNode each : message) {
                any |= remove(each);
            }
            return any;
        }
        return message.path("params").path("arguments") instanceof ObjectNode arguments && removeNulls(arguments);
    }

    private static boolean removeNulls(ObjectNode arguments) {
        int before = arguments.size();
        return arguments.removeIf(JsonNode::isNull).size() < before;
    }
}
