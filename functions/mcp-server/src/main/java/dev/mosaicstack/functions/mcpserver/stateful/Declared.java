package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextDecorator;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.List;

/**
 * The request {@code initialize} as the library is to answer it: it declares what it can do itself, which is neither all
 * nor only what is done here.
 */
final class Declared extends RoutingContextDecorator {

    private final HttpServerResponse response;

    Declared(RoutingContext rc) {
        super(rc.currentRoute(), (RoutingContextInternal) rc);
        this.response = new Response(rc.response());
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    private static final class Response extends AbstractResponseWrapper {

        Response(HttpServerResponse response) {
            super(response);
        }

        @Override
        public Future<Void> end(Buffer answer) {
            return super.end(Buffer.buffer(declare(answer.toString())));
        }
    }

    /** Subscriptions and completions are ours; and no list changes while the process runs. */
    static String declare(String answer) {
        JsonNode json = Json.tree(answer);
        if (!(json.at("/result/capabilities") instanceof ObjectNode capabilities)) {
            return answer;
        }
        for (String lists : List.of("tools", "prompts", "resources")) {
            if (capabilities.has(lists)) {
                capabilities.putObject(lists);
            }
        }
        capabilities.putObject("completions");
        if (capabilities.get("resources") instanceof ObjectNode resources) {
            resources.put("subscribe", true);
        }
        return Json.write(json);
    }
}
