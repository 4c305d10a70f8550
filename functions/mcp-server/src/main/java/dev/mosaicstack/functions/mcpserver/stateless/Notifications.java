package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;

/** Messages that nobody answers. */
final class Notifications {

    private Notifications() {}

    static ObjectNode of(String method, ObjectNode params) {
        ObjectNode message =
                Json.STRICT.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }
}
