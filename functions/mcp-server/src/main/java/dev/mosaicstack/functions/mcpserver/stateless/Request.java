package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** A request that is well-formed and of this revision. */
record Request(RoutingContext rc, Message message, Caller caller, Reply reply) {

    Declared client() {
        ObjectNode capabilities = (ObjectNode) message.meta().get(Revision.META_CAPABILITIES);
        return new Declared(capabilities, Map.of(), null);
    }

    /** @throws RpcError where it is not there or no text */
    String text(String name) {
        JsonNode value = message.params().path(name);
        if (!value.isTextual()) {
            throw RpcError.invalidParams("params." + name + " is not a string");
        }
        return value.textValue();
    }

    /** Empty where it is not there. @throws RpcError where it is no object */
    ObjectNode object(String name) {
        JsonNode value = message.params().path(name);
        if (value.isMissingNode()) {
            return Json.STRICT.createObjectNode();
        }
        if (!(value instanceof ObjectNode object)) {
            throw RpcError.invalidParams("params." + name + " is not an object");
        }
        return object;
    }
}
