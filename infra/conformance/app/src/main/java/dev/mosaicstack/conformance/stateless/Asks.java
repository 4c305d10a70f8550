package dev.mosaicstack.conformance.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import java.util.Map;
import java.util.Optional;

/** Requests to clients, and what came back. */
final class Asks {

    private Asks() {}

    /** A form with one field. @param type of JSON Schema */
    static ObjectNode form(String message, String field, String type) {
        ObjectNode request = Json.STRICT.createObjectNode().put("method", "elicitation/create");
        ObjectNode schema = request.putObject("params")
                .put("mode", "form")
                .put("message", message)
                .putObject("requestedSchema")
                .put("type", "object");
        schema.putObject("properties").putObject(field).put("type", type);
        schema.putArray("required").add(field);
        return request;
    }

    static ObjectNode sample(String question) {
        ObjectNode request = Json.STRICT.createObjectNode().put("method", "sampling/createMessage");
        ObjectNode params = request.putObject("params").put("maxTokens", 100);
        params.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", question);
        return request;
    }

    static ObjectNode roots() {
        ObjectNode request = Json.STRICT.createObjectNode().put("method", "roots/list");
        request.putObject("params");
        return request;
    }

    static <T> Outcome<T> input(String key, ObjectNode request) {
        return input(Map.of(key, request), null);
    }

    static <T> Outcome<T> input(Map<String, ObjectNode> requests, ObjectNode state) {
        return new Outcome.NeedsInput<>(requests, state);
    }

    static ObjectNode state(String step) {
        return Json.STRICT.createObjectNode().put("step", step);
    }

    /** Whether this is a repeat with the state of that step. */
    static boolean isAt(Asked asked, String step) {
        return asked.client().state() != null
                && asked.client().state().path("step").asText().equals(step);
    }

    static boolean has(Asked asked, String key) {
        return asked.client().inputResponses().containsKey(key);
    }

    /** What was filled in; empty where it was not, or the user said no. */
    static Optional<String> filled(Asked asked, String key, String field) {
        return filled(asked.client().inputResponses().get(key), field);
    }

    static Optional<String> filled(JsonNode response, String field) {
        return Optional.ofNullable(response)
                .filter(answer -> answer.path("action").asText().equals("accept"))
                .map(answer -> answer.path("content").path(field))
                .filter(value -> !value.isMissingNode())
                .map(JsonNode::asText);
    }
}
