package dev.mosaicstack.functions.allinone.stdio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import java.util.Optional;

/** One JSON-RPC message of the client, as it wrote it. */
record Line(String text, JsonNode json) {

    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;

    /** Of the codes that are left to implementations; what the protocol itself has given away begins at -32020. */
    static final int NO_ANSWER = -32000;

    /** Empty where it is no JSON. */
    static Optional<Line> read(String text) {
        try {
            return Optional.of(new Line(text, Json.LENIENT.readTree(text)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** An empty text for an answer of the client. */
    String method() {
        return json.path("method").asText("");
    }

    JsonNode params() {
        return json.path("params");
    }

    JsonNode id() {
        return json.path("id");
    }

    boolean isRequest() {
        return json.has("method") && json.hasNonNull("id");
    }

    /** The revision that a request of a stateless one names; empty in those with sessions. */
    Optional<String> version() {
        return Optional.ofNullable(params().path("_meta").path(VERSION).textValue());
    }

    /** @param code the server's own, for programs; null for none */
    static String error(JsonNode id, int number, String message, String code) {
        ObjectNode answer = Json.STRICT.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        ObjectNode error = answer.putObject("error").put("code", number).put("message", message);
        if (code != null) {
            error.putObject("data").put("code", code);
        }
        return Json.write(answer);
    }
}
