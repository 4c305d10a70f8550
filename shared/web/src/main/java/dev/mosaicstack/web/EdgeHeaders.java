package dev.mosaicstack.web;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** What every answer carries, a refusal too. */
public final class EdgeHeaders {

    private EdgeHeaders() {}

    public static void set(RoutingContext rc) {
        MultiMap headers = rc.response().headers();
        headers.set(RequestId.HEADER, RequestId.of(rc));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
    }
}
