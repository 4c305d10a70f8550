package dev.mosaicstack.functions.mcpserver.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.McpSettings;
import dev.mosaicstack.web.EdgeHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** RFC 9728: tells clients without a token what this server takes, as the protocol's authorization wants. Open to all. */
@Singleton
final class ResourceMetadata {

    /** With the path of the resource behind it, and without: clients try both. */
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final McpSettings settings;

    ResourceMetadata(McpSettings settings) {
        this.settings = settings;
    }

    void register(@Observes Router router) {
        router.get(WELL_KNOWN).handler(this::answer);
        router.get(WELL_KNOWN + McpFront.PATH).handler(this::answer);
    }

    /** In an answer of 401. */
    void pointAt(RoutingContext rc) {
        if (rc.response().getStatusCode() == 401) {
            String url = placeFor(resource(rc.request()));
            // RFC 6750, 3.1: one that was given and is no good is told apart from none.
            String error = rc.request().getHeader("Authorization") == null ? "" : "error=\"invalid_token\", ";
            rc.response()
                    .headers()
                    .set("WWW-Authenticate", "Bearer realm=\"mosaic\", " + error + "resource_metadata=\"" + url + "\"");
        }
    }

    /** Where it is for a resource of this address, whether that was set with the path, with a slash behind it, or without. */
    static String placeFor(String resource) {
        String whole = resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
        String base =
                whole.endsWith(McpFront.PATH) ? whole.substring(0, whole.length() - McpFront.PATH.length()) : whole;
        return base + WELL_KNOWN + McpFront.PATH;
    }

    private void answer(RoutingContext rc) {
        ObjectNode metadata = Json.STRICT
                .createObjectNode()
                .put("resource", resource(rc.request()))
                .put("resource_name", "MosAIc");
        // RFC 9728, 2: what has no entries is left out.
        settings.authorizationServers()
                .filter(issuers -> !issuers.isEmpty())
                .ifPresent(issuers -> metadata.set("authorization_servers", Json.STRICT.valueToTree(issuers)));
        metadata.putArray("bearer_methods_supported").add("header");
        EdgeHeaders.set(rc);
        JsonAnswer.send(rc, 200, metadata);
    }

    private String resource(HttpServerRequest request) {
        return settings.publicUrl().orElseGet(() -> request.scheme() + "://" + request.authority() + McpFront.PATH);
    }
}
