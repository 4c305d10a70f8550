package dev.mosaicstack.functions.mcpserver.stateful;

import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Between the front and the library's own route: streams, which are ours, and the answer to {@code initialize}. */
@Singleton
final class BehindTheFront {

    private static final String PATH = "/mcp";
    private static final int ORDER = -440;

    /** The library's, which has it in a class of its own. */
    private static final String SERVER_NAME = "mcp.http.server-name";

    private final StreamableHttpMcpMessageHandler library;
    private final OpenSessions open;

    BehindTheFront(StreamableHttpMcpMessageHandler library, OpenSessions open) {
        this.library = library;
        this.open = open;
    }

    void register(@Observes Router router) {
        router.route(PATH).order(ORDER).handler(this::handle);
    }

    private void handle(RoutingContext rc) {
        Call call = Call.in(rc);
        if (call == null) {
            rc.next();
        } else if (rc.request().method() == HttpMethod.GET) {
            open(rc, call);
        } else if (call.message().method().equals("initialize")) {
            rc.put(SERVER_NAME, McpServer.DEFAULT);
            library.handle(new Declared(rc));
        } else {
            rc.next();
        }
    }

    private void open(RoutingContext rc, Call call) {
        var stream = new SseStream(rc.response(), Vertx.currentContext());
        rc.addEndHandler(ended -> Thread.startVirtualThread(() -> open.closed(call.session(), stream)));
        stream.open();
        Thread.startVirtualThread(() -> open.opened(call.session(), call.caller(), stream));
    }
}
