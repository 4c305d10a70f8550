package dev.mosaicstack.web;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** {@code X-Request-Id}: the caller's own if it is a sane one, else a new one; in the answer, the log and every event. */
final class RequestId {

    static final String HEADER = "X-Request-Id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");
    private static final String KEY = "mosaic.request-id";

    private RequestId() {}

    static String of(RoutingContext rc) {
        String known = rc.get(KEY);
        if (known != null) {
            return known;
        }
        String sent = rc.request().getHeader(HEADER);
        String id = sent != null && SANE.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        rc.put(KEY, id);
        return id;
    }
}
