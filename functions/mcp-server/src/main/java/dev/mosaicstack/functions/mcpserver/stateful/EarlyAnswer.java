package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * What a tool came to before the library was asked: the thread that judged the request does its work as well, which
 * saves two changes of threads, a third of what a cheap tool costs.
 *
 * @param response null where it failed
 */
record EarlyAnswer(ToolResponse response, RuntimeException fault) {

    private static final String KEY = "mosaic.mcp.early";

    /** Whether nobody listens to what a tool says meanwhile: only the library could tell them. */
    static boolean isPossible(Message message) {
        return message.json().isObject()
                && message.method().equals("tools/call")
                && !message.meta().has("progressToken");
    }

    /** The library is left what it needs to find the tool: it does not read the arguments again. */
    void putInto(RoutingContext rc, Message message) {
        ObjectNode rest = Json.STRICT.createObjectNode().put("jsonrpc", "2.0").put("method", message.method());
        rest.set("id", message.id());
        rest.putObject("params").set("name", message.params().get("name"));
        ((RoutingContextInternal) rc).setBody(Buffer.buffer(Json.write(rest)));
        rc.put(KEY, this);
    }

    /** Null where there is none. */
    static EarlyAnswer in(RoutingContext rc) {
        return rc.get(KEY);
    }

    Uni<ToolResponse> told() {
        return fault == null
                ? Uni.createFrom().item(response)
                : Uni.createFrom().failure(fault);
    }
}
