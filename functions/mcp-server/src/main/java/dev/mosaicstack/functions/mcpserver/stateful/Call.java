package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * A request on its way through the library.
 *
 * @param message one, or a batch of them; null for a GET
 * @param session the id that its client knows; null for none
 */
record Call(Message message, Caller caller, String session, Cancellable cancellable) {

    private static final String KEY = "mosaic.mcp.call";

    void putInto(RoutingContext rc) {
        rc.put(KEY, this);
    }

    static Call of(RoutingContext rc) {
        return Objects.requireNonNull(rc.get(KEY), "every request comes by the front");
    }

    /** Null where it is not ours. */
    static Call in(RoutingContext rc) {
        return rc.get(KEY);
    }

    /** The request of that id, as it was sent. */
    Message request(Object id) {
        if (!message.json().isArray()) {
            return message;
        }
        for (JsonNode each : message.json()) {
            if (each.path("id").asText().equals(String.valueOf(id))) {
                return new Message(each);
            }
        }
        throw new IllegalStateException("a request that was not sent is answered");
    }
}
