package dev.mosaicstack.web;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 9457 problem details: the only form in which this product refuses. */
final class Problem {

    private static final String TYPE = "urn:mosaic:problem:";

    private Problem() {}

    static void send(RoutingContext rc, Refusal refusal) {
        HttpServerResponse response = rc.response();
        if (response.ended() || response.closed()) {
            return;
        }
        // Again: what fails before the edge looked at it has none of them yet.
        EdgeHeaders.set(rc);
        response.setStatusCode(refusal.status());
        response.putHeader("Content-Type", "application/problem+json");
        if (refusal.status() == 401 && !refusal.code().startsWith("WEBHOOK")) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"mosaic\"");
        }
        if (refusal instanceof Refusal.MethodNotAllowed) {
            response.putHeader("Allow", "POST");
        }
        if (refusal.retryAfter() != null) {
            // Whole seconds, as RFC 9110 wants; never 0, which would invite a storm.
            long seconds = Math.max(1, refusal.retryAfter().plusMillis(999).toSeconds());
            response.putHeader("Retry-After", Long.toString(seconds));
        }
        response.end(Json.write(body(refusal, RequestId.of(rc))));
    }

    static Map<String, Object> body(Refusal refusal, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "type", TYPE + refusal.code().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        body.put("title", HttpResponseStatus.valueOf(refusal.status()).reasonPhrase());
        body.put("status", refusal.status());
        body.put("code", refusal.code());
        body.put("detail", refusal.getMessage());
        body.put("requestId", requestId);
        if (!refusal.fields().isEmpty()) {
            body.put("fields", refusal.fields());
        }
        return body;
    }

    /** A fault of ours: the caller sees the id under which the log has the cause. */
    static void sendFault(RoutingContext rc) {
        HttpServerResponse response = rc.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPE + "internal-error");
        body.put("title", "Internal Server Error");
        body.put("status", 500);
        body.put("code", "INTERNAL_ERROR");
        body.put("detail", "this is a fault on our side; the log has its cause under the request id");
        body.put("requestId", RequestId.of(rc));
        EdgeHeaders.set(rc);
        response.setStatusCode(500);
        response.putHeader("Content-Type", "application/problem+json");
        response.end(Json.write(body));
    }
}
