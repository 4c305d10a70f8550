package dev.mosaicstack.web;

import dev.mosaicstack.core.cloudevent.BinaryMode;
import dev.mosaicstack.core.webhook.Headers;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was sent to a function that reads it by itself. Server and Funqy see an empty JSON request instead: they would
 * decode forms, read any body as JSON, and look into CloudEvents for a function.
 */
final class RawRequest {

    private static final String HEADERS = "mosaic.raw-headers";
    private static final String BODY = "mosaic.raw-body";
    private static final String CONTENT_TYPE = "Content-Type";

    private RawRequest() {}

    static void hideHeaders(RoutingContext rc) {
        MultiMap sent = rc.request().headers();
        rc.put(HEADERS, headers(sent));
        sent.remove("ce-id");
        sent.set(CONTENT_TYPE, "application/json");
    }

    /** Null before they are hidden. */
    static Headers sent(RoutingContext rc) {
        return rc.get(HEADERS);
    }

    static void hideBody(RoutingContext rc) {
        rc.put(BODY, BodyReader.of(rc));
        ((RoutingContextInternal) rc).setBody(Buffer.buffer());
    }

    static Edge.Raw of(RoutingContext rc) {
        Map<String, String> query = new HashMap<>();
        rc.request().params().forEach(parameter -> query.putIfAbsent(parameter.getKey(), parameter.getValue()));
        query.remove(Credentials.IN_ADDRESS);
        Headers headers = sent(rc);
        return new Edge.Raw(
                headers, query, headers.first(CONTENT_TYPE), rc.get(BODY), RequestId.of(rc), RequestTrace.of(rc));
    }

    /**
     * Several values of one name become one value that is none of them: a signature given twice cannot be right, and no
     * attribute of an event has a line break.
     */
    static Headers headers(MultiMap sent) {
        Map<String, String> headers = new HashMap<>();
        sent.forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String between = name.startsWith(BinaryMode.PREFIX) ? "\n" : ",";
            headers.merge(name, header.getValue(), (first, next) -> first + between + next);
        });
        return new Headers(headers);
    }
}
