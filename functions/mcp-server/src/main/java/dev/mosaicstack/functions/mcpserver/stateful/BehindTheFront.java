package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.functions.mcpserver.front.Streams;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
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
    private final ConnectionManager begunHere;
    private final Streams streams;

    BehindTheFront(
            StreamableHttpMcpMessageHandler library, OpenSessions open, ConnectionManager begunHere, Streams streams) {
        this.library = library;
        this.open = open;
        this.begunHere = begunHere;
        this.streams = streams;
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
        } else if (isNotification(call) && !isBegunHere(rc)) {
            // The library would refuse what a session of another process is told, and clients then open no stream.
            rc.response().setStatusCode(202).end();
        } else {
            rc.next();
        }
    }

    private static boolean isNotification(Call call) {
        return call.message().id() == null && !call.message().method().isEmpty();
    }

    private boolean isBegunHere(RoutingContext rc) {
        String session = rc.request().getHeader(ClientSessions.HEADER);
        return session != null && begunHere.get(session) != null;
    }

    private void open(RoutingContext rc, Call call) {
        var stream = new SseStream(rc.request(), Vertx.currentContext());
        streams.admit(rc, call.caller(), stream::end);
        rc.addEndHandler(ended -> Thread.startVirtualThread(() -> open.closed(call.session(), stream)));
        stream.open();
        Thread.startVirtualThread(() -> open.opened(call.session(), call.caller(), stream));
    }
}
