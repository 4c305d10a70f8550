package dev.mosaicstack.functions.mcpserver.front;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** Cuts off a client that does not read. */
public final class Disconnect {

    private Disconnect() {}

    /** At once: over HTTP/1.1 each way of Vert.x itself first waits until all that was written is read, which is never. */
    public static void now(HttpServerRequest request) {
        boolean shared = request.version() == HttpVersion.HTTP_2;
        if (!shared && request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().close();
        } else {
            request.response().reset();
        }
    }
}
