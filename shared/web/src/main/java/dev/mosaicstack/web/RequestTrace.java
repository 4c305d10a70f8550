package dev.mosaicstack.web;

import dev.mosaicstack.core.cloudevent.BinaryMode;
import dev.mosaicstack.core.trace.Trace;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code traceparent} and {@code tracestate} of a request; of an event that calls a function its own, where the sender's HTTP has none.
 * A trace that nobody began is not made up, unless somebody collects ours.
 */
final class RequestTrace {

    private static final String KEY = "mosaic.trace";

    private RequestTrace() {}

    /** From now on what the request causes is of this span. */
    static void set(RoutingContext rc, Trace self) {
        rc.put(KEY, self);
    }

    /** Null where there is none that is well-formed. */
    static Trace of(RoutingContext rc) {
        Trace self = rc.get(KEY);
        return self == null ? sent(rc.request()) : self;
    }

    private static Trace sent(HttpServerRequest request) {
        String parent = one(request, Trace.PARENT);
        if (parent != null) {
            return Trace.of(parent, all(request, Trace.STATE));
        }
        parent = one(request, BinaryMode.PREFIX + Trace.PARENT);
        return parent == null ? null : Trace.of(parent, one(request, BinaryMode.PREFIX + Trace.STATE));
    }

    /** Two cannot be right. */
    private static String one(HttpServerRequest request, String name) {
        String first = request.getHeader(name);
        return first == null || request.headers().getAll(name).size() == 1 ? first : "";
    }

    /** A state may come in several headers. */
    private static String all(HttpServerRequest request, String name) {
        List<String> all = request.headers().getAll(name);
        return all.isEmpty() ? null : String.join(",", all);
    }
}
