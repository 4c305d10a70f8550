package dev.mosaicstack.functions.mcpserver.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** The whole answer at once, as JSON. */
public final class JsonAnswer {

    private JsonAnswer() {}

    public static void send(RoutingContext rc, int status, ObjectNode json) {
        rc.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Json.write(json));
    }
}
