package dev.mosaicstack.web;

import dev.mosaicstack.core.cloudevent.BinaryMode;
import dev.mosaicstack.core.cloudevent.MediaType;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Which function a request is for, and how it was found: Funqy must find the same. */
sealed interface Target {

    /** By the path; its body is its argument. */
    record Plain(String function) implements Target {}

    /** By the path; it reads what was sent by itself. */
    record Raw(String function) implements Target {}

    /** By the type of an event, whose data is its argument, whatever the path. */
    record Event(boolean structured) implements Target {}

    /** No function of ours, by anything that is known so far. */
    record None() implements Target {}

    String KEY = "mosaic.target";

    /** The function's name; null where the path does not say it. */
    default String name() {
        return switch (this) {
            case Plain(String function) -> function;
            case Raw(String function) -> function;
            case Event event -> null;
            case None none -> null;
        };
    }

    static Target of(RoutingContext rc) {
        Target known = rc.get(KEY);
        if (known == null) {
            known = find(rc.request());
            rc.put(KEY, known);
        }
        return known;
    }

    private static Target find(HttpServerRequest request) {
        String path = request.path();
        String function = path != null && path.startsWith("/") ? path.substring(1) : "";
        boolean exists = Bindings.exists(function);
        if (exists && Bindings.readsByItself(function)) {
            return new Raw(function);
        }
        if (Bindings.takesEvents()) {
            if (MediaType.of(request.getHeader("Content-Type")).isCloudEvents()) {
                return new Event(true);
            }
            if (BinaryMode.isMeant(RawRequest.headers(request.headers()))) {
                return new Event(false);
            }
        }
        return exists ? new Plain(function) : new None();
    }
}
