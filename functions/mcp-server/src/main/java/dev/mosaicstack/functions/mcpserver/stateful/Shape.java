package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.functions.mcpserver.front.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a message must be like so that the library can read it: where a field is of another type it fails with a fault of
 * its own, or never answers. Null is as good as not there.
 */
final class Shape {

    private static final String NOTIFICATION = "notifications/";

    /** Text that the parameters of a method must have. */
    private static final Map<String, List<String>> TEXTS = Map.of(
            "initialize", List.of("protocolVersion"),
            "tools/call", List.of("name"),
            "prompts/get", List.of("name"),
            "resources/read", List.of("uri"),
            "resources/subscribe", List.of("uri"),
            "resources/unsubscribe", List.of("uri"),
            "logging/setLevel", List.of("level"));

    /** Objects that the parameters of any method may have. */
    private static final List<String> OBJECTS =
            List.of("_meta", "arguments", "capabilities", "ref", "argument", "context");

    private static final List<String> TEXTS_OF_CLIENT =
            List.of("name", "version", "title", "description", "websiteUrl");

    private static final List<String> NEEDED_OBJECTS_OF_COMPLETION = List.of("ref", "argument");

    /** Of one batch: it counts as one call where calls are counted. */
    private static final int MOST_IN_A_BATCH = 100;

    /** @param code of JSON-RPC */
    record Problem(int code, String what) {}

    private Shape() {}

    /** Of one message, or a batch of them. */
    static Optional<Problem> problem(Message message) {
        JsonNode json = message.json();
        if (!json.isArray()) {
            return problemOfOne(json);
        }
        if (json.isEmpty()) {
            return invalid("the batch is empty");
        }
        if (json.size() > MOST_IN_A_BATCH) {
            return invalid("the batch has more than " + MOST_IN_A_BATCH + " messages");
        }
        for (JsonNode each : json) {
            Optional<Problem> problem = problemOfOne(each);
            if (problem.isPresent()) {
                return problem;
            }
            String method = each.path("method").asText();
            if (OwnMethods.has(method) || method.equals("initialize")) {
                return invalid(method + " cannot be part of a batch");
            }
        }
        return Optional.empty();
    }

    /** An answer to something that we never asked: nobody waits for it. */
    static boolean isStray(Message message) {
        JsonNode json = message.json();
        return isAnswer(json) && !json.path("id").asText("").matches("\\d{1,18}");
    }

    private static boolean isAnswer(JsonNode json) {
        return json.has("result") || json.has("error");
    }

    private static Optional<Problem> problemOfOne(JsonNode json) {
        if (!json.isObject()) {
            return invalid("a message is a JSON object");
        }
        if (!json.path("jsonrpc").asText("").equals("2.0")) {
            return invalid("jsonrpc is not \"2.0\"");
        }
        if (isAnswer(json)) {
            return Optional.empty();
        }
        if (!json.path("method").isTextual()) {
            return invalid("method is not a text");
        }
        if (json.has("id") && !isId(json.get("id"))) {
            return invalid("id is neither a text nor a whole number");
        }
        String method = json.get("method").textValue();
        if (!json.has("id") && !method.startsWith(NOTIFICATION)) {
            return invalid("a request has an id");
        }
        return problemOfParams(method, json.path("params"));
    }

    private static boolean isId(JsonNode id) {
        return id.isTextual() || id.isIntegralNumber();
    }

    private static Optional<Problem> problemOfParams(String method, JsonNode params) {
        if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
            return params("params is not an object");
        }
        for (String name : TEXTS.getOrDefault(method, List.of())) {
            if (!params.path(name).isTextual()) {
                return params(name + " is not there, or not a text");
            }
        }
        for (String name : OBJECTS) {
            if (params.hasNonNull(name) && !params.get(name).isObject()) {
                return params(name + " is not an object");
            }
        }
        if (params.hasNonNull("cursor") && !params.get("cursor").isTextual()) {
            return params("cursor is not a text");
        }
        JsonNode token = params.path("_meta").path("progressToken");
        if (!token.isMissingNode() && !token.isNull() && !isId(token)) {
            return params("progressToken is neither a text nor a whole number");
        }
        return problemOfParts(method, params);
    }

    private static Optional<Problem> problemOfParts(String method, JsonNode params) {
        if (method.equals("initialize") && !isClient(params.path("clientInfo"))) {
            return params("clientInfo is not an object with name and version");
        }
        if (method.equals("completion/complete")) {
            for (String name : NEEDED_OBJECTS_OF_COMPLETION) {
                if (!params.hasNonNull(name)) {
                    return params(name + " is not there");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isClient(JsonNode info) {
        boolean texts = TEXTS_OF_CLIENT.stream()
                .allMatch(name -> !info.has(name) || info.get(name).isTextual());
        return info.has("name") && info.has("version") && texts && areIcons(info.path("icons"));
    }

    private static boolean areIcons(JsonNode icons) {
        if (!icons.isMissingNode() && !icons.isArray()) {
            return false;
        }
        for (JsonNode icon : icons) {
            if (!icon.path("src").isTextual()
                    || icon.has("sizes") && !icon.get("sizes").isArray()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Problem> invalid(String what) {
        return Optional.of(new Problem(Message.INVALID_REQUEST, what));
    }

    private static Optional<Problem> params(String what) {
        return Optional.of(new Problem(Message.INVALID_PARAMS, what));
    }
}
