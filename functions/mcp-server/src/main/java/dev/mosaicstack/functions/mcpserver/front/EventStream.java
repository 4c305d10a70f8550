package dev.mosaicstack.functions.mcpserver.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;

/** Server-sent events, as every revision of the transport has them. */
public final class EventStream {

    /** Says nothing but that the connection is alive. */
    public static final String COMMENT = ":\n\n";

    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = {'\n', '\n'};

    private EventStream() {}

    /** Before the first of them. */
    public static HttpServerResponse begin(HttpServerResponse response) {
        return response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                // nginx, and proxies that do as it does, would keep back what it is sent until there is more of it.
                .putHeader("X-Accel-Buffering", "no");
    }

    public static Buffer event(ObjectNode message) {
        return Buffer.buffer()
                .appendBytes(EVENT)
                .appendBytes(Json.bytes(message))
                .appendBytes(END_OF_EVENT);
    }
}
