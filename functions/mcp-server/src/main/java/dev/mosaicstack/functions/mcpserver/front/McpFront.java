package dev.mosaicstack.functions.mcpserver.front;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.JsonBody;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.web.BodyPath;
import dev.mosaicstack.web.CallMeter;
import dev.mosaicstack.web.Edge;
import dev.mosaicstack.web.EdgeHeaders;
import io.quarkus.arc.All;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Stands before every face of {@code /mcp}: who calls and from where, how much they send, and which revision they speak.
 * Each request is judged by its own bearer token, whatever session it says it belongs to.
 */
@Singleton
final class McpFront {

    static final String PATH = "/mcp";

    /** Before the routes of the library. */
    private static final int FIRST = -450;

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

    private final Edge edge;
    private final CallMeter meter;
    private final Origins origins;
    private final ResourceMetadata metadata;
    private final List<Face> faces;

    McpFront(Edge edge, CallMeter meter, Origins origins, ResourceMetadata metadata, @All List<Face> faces) {
        this.edge = edge;
        this.meter = meter;
        this.origins = origins;
        this.metadata = metadata;
        this.faces = faces.stream().sorted(Comparator.comparingInt(Face::order)).toList();
    }

    @Produces
    @Singleton
    BodyPath bodies() {
        return new BodyPath(PATH);
    }

    void register(@Observes Router router) {
        router.route(PATH).order(FIRST).handler(this::enter);
        router.route(PATH).order(FIRST + 1).handler(this::handle);
        // The library's paths of the revision 2024-11-05: nothing there asks who calls.
        router.routeWithRegex(PATH + "/.+")
                .order(FIRST)
                .handler(rc -> rc.fail(new Refusal.NotFound(
                        "NOT_FOUND",
                        "the transport with a path of its own for events is not offered; POST to " + PATH)));
    }

    private void enter(RoutingContext rc) {
        EdgeHeaders.set(rc);
        if (rc.request().method() != HttpMethod.GET) {
            // A GET is a stream that stays open.
            meter.begin(rc, "mcp");
        }
        rc.addHeadersEndHandler(v -> metadata.pointAt(rc));
        origins.check(rc.request());
        if (!METHODS.contains(rc.request().method())) {
            throw new Refusal.MethodNotAllowed("GET, POST, DELETE", "a message is a POST");
        }
        rc.next();
    }

    private void handle(RoutingContext rc) {
        Buffer body = rc.body().buffer();
        Context context = Vertx.currentContext();
        edge.known(rc, "mcp", caller -> {
                    Message message = rc.request().method() == HttpMethod.POST ? read(body) : null;
                    return face(rc, message).answer(rc, message, caller);
                })
                .emitOn(work -> context.runOnContext(v -> work.run()))
                .subscribe()
                .with(answered -> goOn(rc, answered), failure -> fail(rc, failure));
    }

    private Face face(RoutingContext rc, Message message) {
        return faces.stream()
                .filter(face -> face.speaks(rc, message))
                .findFirst()
                .orElseThrow();
    }

    private static void goOn(RoutingContext rc, boolean answered) {
        if (!answered) {
            rc.next();
        }
    }

    private static Message read(Buffer body) {
        try {
            return new Message(JsonBody.read(body == null ? new byte[0] : body.getBytes()));
        } catch (Refusal.Invalid malformed) {
            throw new Unreadable(malformed.getMessage());
        }
    }

    private void fail(RoutingContext rc, Throwable failure) {
        switch (failure) {
            case Unreadable unreadable ->
                JsonAnswer.send(rc, 400, Message.error(null, Message.PARSE_ERROR, unreadable.getMessage()));
            case Refusal.Conflict ended -> failOfSession(rc, ended);
            default -> rc.fail(failure);
        }
    }

    /** An agent whose session has ended learns it the way it learns everything else, not as a fault of the transport. */
    private void failOfSession(RoutingContext rc, Refusal.Conflict ended) {
        if (rc.request().method() == HttpMethod.DELETE) {
            // It wants to be gone, and is.
            rc.response().setStatusCode(204).end();
            return;
        }
        try {
            Message message = read(rc.body().buffer());
            if (message.method().equals("tools/call")) {
                JsonAnswer.send(rc, 200, message.result(face(rc, message).wire(Refused.result(ended))));
                return;
            }
        } catch (Unreadable unreadable) {
            // Who it is comes before what it says.
        }
        rc.fail(ended);
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String problem) {
            super(problem, null, false, false);
        }
    }
}
