package dev.mosaicstack.functions.mcpserver.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;

/** A JSON-RPC 2.0 message, read but not judged. */
public record Message(JsonNode json) {

    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;

    /** An empty text where there is none. */
    public String method() {
        return json.path("method").asText("");
    }

    /** Null for a notification. */
    public JsonNode id() {
        JsonNode id = json.get("id");
        return id == null || id.isNull() ? null : id;
    }

    public JsonNode params() {
        return json.path("params");
    }

    public JsonNode meta() {
        return params().path("_meta");
    }

    /** Of a tool or a prompt; empty where there are none. */
    public ObjectNode arguments() {
        return params().get("arguments") instanceof ObjectNode arguments ? arguments : Json.STRICT.createObjectNode();
    }

    /** The answer to it. */
    public ObjectNode result(ObjectNode result) {
        ObjectNode answer = Json.STRICT.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id());
        answer.set("result", result);
        return answer;
    }

    /** A message that nobody answers. */
    public static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode notification =
                Json.STRICT.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        notification.set("params", params);
        return notification;
    }

    public ObjectNode error(int code, String message) {
        return error(id(), code, message);
    }

    /** @param id null where it is not known */
    public static ObjectNode error(JsonNode id, int code, String message) {
        ObjectNode answer = Json.STRICT.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id == null ? Json.STRICT.nullNode() : id);
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }
}
