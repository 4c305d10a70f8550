package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every result says beside its own: its kind, and who answers. */
@Singleton
final class Results {

    /** Lists change with a new version of the server, and with the role of the caller's token. */
    static final Duration LISTS = Duration.ofMinutes(5);

    private final ObjectNode server;
    private final ObjectNode meta;

    Results(
            @ConfigProperty(name = "quarkus.mcp.server.server-info.name") String name,
            @ConfigProperty(name = "quarkus.mcp.server.server-info.title") String title,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.server = Json.STRICT
                .createObjectNode()
                .put("name", name)
                .put("title", title)
                .put("version", version);
        this.meta = Json.STRICT.createObjectNode();
        meta.set(Revision.META_SERVER, server);
    }

    ObjectNode complete(ObjectNode result) {
        return of("complete", result);
    }

    /** @param type {@code complete}, {@code input_required} or {@code task} */
    ObjectNode of(String type, ObjectNode result) {
        result.put("resultType", type);
        JsonNode own = result.get("_meta");
        if (own instanceof ObjectNode more) {
            more.set(Revision.META_SERVER, server);
        } else {
            result.set("_meta", meta);
        }
        return result;
    }

    /** One that a client may keep for itself: what it says depends on the token. */
    ObjectNode kept(ObjectNode result, Duration fresh) {
        return complete(result).put("ttlMs", fresh.toMillis()).put("cacheScope", "private");
    }
}
