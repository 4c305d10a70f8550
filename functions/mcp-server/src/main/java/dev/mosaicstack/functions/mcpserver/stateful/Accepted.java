package dev.mosaicstack.functions.mcpserver.stateful;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Whether a client takes both forms of an answer, as the transport wants it to say. */
final class Accepted {

    private static final String HEADER = "Accept";
    private static final String JSON = "application/json";
    private static final String STREAM = "text/event-stream";

    private Accepted() {}

    /** Who says nothing, or takes anything, takes both: the library is told so. */
    static boolean isBoth(RoutingContext rc) {
        List<String> accepts = rc.request().headers().getAll(HEADER);
        if (accepts.isEmpty() || accepts.stream().anyMatch(accept -> accept.contains("*/*"))) {
            rc.request().headers().set(HEADER, JSON + ", " + STREAM);
            return true;
        }
        return accepts.stream().anyMatch(accept -> accept.contains(JSON))
                && accepts.stream().anyMatch(accept -> accept.contains(STREAM));
    }
}
