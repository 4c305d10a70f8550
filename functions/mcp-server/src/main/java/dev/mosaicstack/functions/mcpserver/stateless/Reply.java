package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The answer to one request: plain JSON, or a stream of events where something is said before the end. Any thread may
 * speak; what is said after the end, or to a client that left, is not heard.
 */
final class Reply {

    private static final String COMMENT = ":\n\n";
    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = {'\n', '\n'};

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final RoutingContext rc;
    private final HttpServerResponse response;
    private long spoke = System.nanoTime();
    private boolean streams;
    private boolean ended;

    Reply(RoutingContext rc) {
        this.rc = rc;
        this.response = rc.response();
    }

    /** Called when it is answered or the client has left, at once where it already has; it may be called twice. */
    void onEnd(Runnable listener) {
        rc.addEndHandler(v -> listener.run());
        if (response.closed()) {
            listener.run();
        }
    }

    /** A message before the last. */
    synchronized void tell(ObjectNode message) {
        if (open()) {
            write(event(message));
        }
    }

    /** Nobody on the way shall think that this connection is forgotten. */
    synchronized void keepAlive(long afterNanos) {
        if (System.nanoTime() - spoke >= afterNanos && open()) {
            write(Buffer.buffer(COMMENT));
        }
    }

    /** The last message. */
    synchronized void end(int status, ObjectNode message) {
        if (ended || response.closed()) {
            return;
        }
        ended = true;
        if (streams) {
            response.end(event(message));
        } else {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(bytes(message)));
        }
    }

    /** Nothing to say: a notification. */
    synchronized void accepted() {
        ended = true;
        response.setStatusCode(202).end();
    }

    /** Leaves the answer to somebody else. @return false where something was said already, and with it the HTTP status */
    synchronized boolean leaves() {
        if (!streams) {
            ended = true;
        }
        return !streams;
    }

    /** Whether the client reads more slowly than it is told. */
    private boolean full() {
        return !response.closed() && response.writeQueueFull();
    }

    /** Waits until the client has taken most of what it was told, or has left. */
    void awaitRoom() {
        while (full()) {
            var room = new CountDownLatch(1);
            response.drainHandler(v -> room.countDown());
            try {
                // Not for ever: it may have drained just before it was listened to.
                room.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean open() {
        if (ended || response.closed()) {
            return false;
        }
        if (!streams) {
            streams = true;
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    // Proxies that know it pass each event on at once.
                    .putHeader("X-Accel-Buffering", "no");
        }
        return true;
    }

    private void write(Buffer buffer) {
        spoke = System.nanoTime();
        response.write(buffer);
    }

    private static Buffer event(ObjectNode message) {
        return Buffer.buffer().appendBytes(EVENT).appendBytes(bytes(message)).appendBytes(END_OF_EVENT);
    }

    private static byte[] bytes(ObjectNode message) {
        try {
            return Json.STRICT.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree does not become JSON", e);
        }
    }
}
