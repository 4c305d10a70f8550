package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Disconnect;
import dev.mosaicstack.functions.mcpserver.front.EventStream;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * A stream that a client opened to be told. What it has no room for waits, each resource once, so that a client that
 * reads slowly costs no more than it subscribed to; one that does not read at all is cut off.
 */
final class SseStream {

    /** How long a client is to wait before it opens another, in milliseconds. */
    private static final String OPENED = "retry: 1000\n\n";

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final SequencedSet<String> waiting = new LinkedHashSet<>();
    private volatile boolean full;

    /** @param context on which the response is written, and nowhere else */
    SseStream(HttpServerRequest request, Context context) {
        this.request = request;
        this.response = request.response();
        this.context = context;
    }

    /** On the context. */
    void open() {
        EventStream.begin(response).write(OPENED);
    }

    void updated(String uri) {
        boolean first;
        synchronized (waiting) {
            first = waiting.isEmpty();
            waiting.add(uri);
        }
        if (first) {
            context.runOnContext(v -> send());
        }
    }

    private void send() {
        while (!isGone() && !response.writeQueueFull()) {
            String uri;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    return;
                }
                uri = waiting.removeFirst();
            }
            response.write(EventStream.event(message(uri)));
        }
        if (!isGone()) {
            response.drainHandler(v -> send());
        }
    }

    private static ObjectNode message(String uri) {
        ObjectNode params = Json.STRICT.createObjectNode().put("uri", uri);
        return Message.notification("notifications/resources/updated", params);
    }

    /** Nothing waits to be sent. */
    boolean idle() {
        synchronized (waiting) {
            return waiting.isEmpty() && !full;
        }
    }

    /** Keeps what is in between from taking it for dead; ends it where nothing was read since the last time. */
    void beat() {
        context.runOnContext(v -> {
            if (isGone()) {
                return;
            }
            if (!response.writeQueueFull()) {
                full = false;
                response.write(EventStream.COMMENT);
            } else if (full) {
                Disconnect.now(request);
            } else {
                full = true;
            }
        });
    }

    void end() {
        context.runOnContext(v -> {
            if (!isGone()) {
                response.end();
            }
        });
    }

    boolean isGone() {
        return response.ended() || response.closed();
    }
}
