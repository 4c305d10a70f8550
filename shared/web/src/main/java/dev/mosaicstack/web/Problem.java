package dev.mosaicstack.web;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** RFC 9457 problem details: the only form in which this product refuses. */
final class Problem {

    private static final String TYPE = "urn:mosaic:problem:";
    private static final String FAULT = "INTERNAL_ERROR";

    private Problem() {}

    static void send(RoutingContext rc, Refusal refusal) {
        var headers = new LinkedHashMap<String, String>();
        if (refusal.status() == 401 && !refusal.code().startsWith("WEBHOOK")) {
            headers.put("WWW-Authenticate", "Bearer realm=\"mosaic\"");
        }
        if (refusal instanceof Refusal.MethodNotAllowed method) {
            headers.put("Allow", method.allowed());
        }
        refusal.retryAfterSeconds().ifPresent(seconds -> headers.put("Retry-After", Long.toString(seconds)));
        send(rc, refusal.status(), refusal.code(), refusal.getMessage(), refusal.fields(), headers);
    }

    /** A fault of ours: the caller sees the id under which the log has the cause. */
    static void sendFault(RoutingContext rc) {
        String detail = "this is a fault on our side; the log has its cause under the request id";
        send(rc, 500, FAULT, detail, Map.of(), Map.of());
    }

    private static void send(
            RoutingContext rc,
            int status,
            String code,
            String detail,
            Map<String, String> fields,
            Map<String, String> headers) {
        HttpServerResponse response = rc.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPE + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        body.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        body.put("status", status);
        body.put("code", code);
        body.put("detail", detail);
        body.put("requestId", RequestId.of(rc));
        if (!fields.isEmpty()) {
            body.put("fields", fields);
        }
        // Again: what fails before the edge looked at it has none of them yet.
        EdgeHeaders.set(rc);
        headers.forEach(response::putHeader);
        response.putHeader("Content-Type", "application/problem+json");
        response.setStatusCode(status);
        response.end(Json.write(body));
    }
}
