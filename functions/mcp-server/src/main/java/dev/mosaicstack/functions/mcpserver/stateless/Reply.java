package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Disconnect;
import dev.mosaicstack.functions.mcpserver.front.EventStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The answer to one request: plain JSON, or a stream of events where something is said before the end. Any thread may
 * speak; what is said after the end, or to a client that left, is not heard.
 */
final class Reply {

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final RoutingContext rc;
    private final HttpServerResponse response;
    private long spoke = System.nanoTime();
    private boolean streams;
    private boolean stuck;
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
            write(EventStream.event(message));
        }
    }

    /** Nobody on the way shall think that this connection is forgotten. A client that has read nothing meanwhile is cut off. */
    synchronized void keepAlive(long afterNanos) {
        if (System.nanoTime() - spoke < afterNanos || !open()) {
            return;
        }
        if (!response.writeQueueFull()) {
            stuck = false;
            write(Buffer.buffer(EventStream.COMMENT));
        } else if (stuck) {
            Disconnect.now(rc.request());
        } else {
            stuck = true;
            spoke = System.nanoTime();
        }
    }

    /** The last message. */
    synchronized void end(int status, ObjectNode message) {
        if (ended || response.closed()) {
            return;
        }
        ended = true;
        if (streams) {
            response.end(EventStream.event(message));
        } else {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(Json.bytes(message)));
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

    /** Whether the client reads more slowly than it is told; then {@code room} is run once it has caught up. */
    private synchronized boolean full(Runnable room) {
        if (ended || response.closed() || !response.writeQueueFull()) {
            return false;
        }
        response.drainHandler(v -> room.run());
        return true;
    }

    /** Waits until the client has taken most of what it was told, or has left. */
    void awaitRoom() {
        var room = new Semaphore(0);
        while (full(room::release)) {
            try {
                // Not for ever: that it left wakes nobody.
                room.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
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
            EventStream.begin(response);
        }
        return true;
    }

    private void write(Buffer buffer) {
        spoke = System.nanoTime();
        response.write(buffer);
    }
}
