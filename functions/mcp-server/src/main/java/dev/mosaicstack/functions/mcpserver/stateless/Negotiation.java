package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.vertx.core.MultiMap;
import java.util.Set;

/** Whether a message is of this revision, and whether it says all that every request of it must say. */
final class Negotiation {

    private static final Set<String> LOG_LEVELS =
            Set.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private Negotiation() {}

    /**
     * Whether it is asked the way this revision asks, also for a version that is not known here. @param message null for
     * a GET or a DELETE
     */
    static boolean isOurs(MultiMap headers, Message message) {
        if (message != null && message.meta().has(Revision.META_VERSION)) {
            return true;
        }
        String version = headers.get(Revision.VERSION_HEADER);
        return version != null && !Revision.WITH_SESSIONS.contains(version);
    }

    /** @return false for a notification. @throws RpcError where it is neither that nor a request */
    static boolean isRequest(Message message) {
        JsonNode json = message.json();
        if (!json.isObject()) {
            throw RpcError.invalidRequest(
                    json.isArray() ? "one message at a time: a batch is not taken" : "a message is an object");
        }
        if (!"2.0".equals(json.path("jsonrpc").textValue())) {
            throw RpcError.invalidRequest("jsonrpc is not 2.0");
        }
        if (!json.path("method").isTextual()) {
            throw RpcError.invalidRequest("there is no method");
        }
        if (json.has("params") && !json.get("params").isObject()) {
            throw RpcError.invalidRequest("params is not an object");
        }
        JsonNode id = json.get("id");
        if (id != null && !isId(id)) {
            throw RpcError.invalidRequest("the id is neither a string nor an integer");
        }
        return id != null;
    }

    static boolean isId(JsonNode id) {
        return id.isTextual() || id.isIntegralNumber();
    }

    /** @throws RpcError where the version, {@code _meta} or a header is not as it must be */
    static void check(Message message, MultiMap headers) {
        checkVersion(
                Headers.one(headers, Revision.VERSION_HEADER), message.meta().get(Revision.META_VERSION));
        checkMeta(message.meta());
        Headers.mustBe(headers, Headers.METHOD, message.method());
        String named = named(message.method());
        if (named != null) {
            JsonNode name = message.params().path(named);
            if (!name.isTextual()) {
                throw RpcError.invalidParams("params." + named + " is not a string");
            }
            Headers.mustMean(headers, Headers.NAME, name.textValue());
        }
    }

    private static void checkVersion(String header, JsonNode inMeta) {
        if (header == null) {
            throw RpcError.headerMismatch("there is no " + Revision.VERSION_HEADER);
        }
        if (inMeta == null && !header.equals(Revision.VERSION)) {
            throw RpcError.unsupportedVersion(header);
        }
        if (inMeta == null || !inMeta.isTextual()) {
            throw RpcError.malformed("_meta does not say " + Revision.META_VERSION);
        }
        if (!header.equals(inMeta.textValue())) {
            throw RpcError.headerMismatch(Revision.VERSION_HEADER + " is not what _meta says");
        }
        if (!header.equals(Revision.VERSION)) {
            throw RpcError.unsupportedVersion(header);
        }
    }

    private static void checkMeta(JsonNode meta) {
        if (!(meta.get(Revision.META_CAPABILITIES) instanceof ObjectNode)) {
            throw RpcError.malformed("_meta does not say " + Revision.META_CAPABILITIES);
        }
        if (meta.has("progressToken") && !isId(meta.get("progressToken"))) {
            throw RpcError.malformed("the progressToken is neither a string nor an integer");
        }
        JsonNode level = meta.get(Revision.META_LOG_LEVEL);
        if (level != null && !LOG_LEVELS.contains(level.asText())) {
            throw RpcError.invalidParams("there is no such log level");
        }
    }

    /** The parameter that the header {@code Mcp-Name} repeats; null for none. */
    private static String named(String method) {
        return switch (method) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
            default -> null;
        };
    }
}
