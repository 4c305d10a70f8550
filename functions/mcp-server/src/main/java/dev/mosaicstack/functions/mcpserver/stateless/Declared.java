package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Client;
import java.util.Map;

/** What a client says of itself with each request. */
record Declared(ObjectNode capabilities, Map<String, JsonNode> inputResponses, ObjectNode state) implements Client {

    @Override
    public boolean can(String capability) {
        return capabilities.path(capability).isObject();
    }

    @Override
    public boolean takesTasks() {
        return capabilities.path("extensions").path(Revision.TASKS).isObject();
    }

    /** @throws RpcError where it takes no tasks */
    void mustTakeTasks() {
        if (!takesTasks()) {
            throw RpcError.missingCapability(tasks());
        }
    }

    static ObjectNode tasks() {
        ObjectNode required = Json.STRICT.createObjectNode();
        required.putObject("extensions").putObject(Revision.TASKS);
        return required;
    }

    /** @throws RpcError where it did not declare what it takes to answer these */
    void mustAnswer(Map<String, ObjectNode> requests) {
        ObjectNode missing = lacking(requests);
        if (!missing.isEmpty()) {
            throw RpcError.missingCapability(missing);
        }
    }

    /** All that it did not declare and would have to, to answer these. */
    ObjectNode lacking(Map<String, ObjectNode> requests) {
        ObjectNode missing = Json.STRICT.createObjectNode();
        for (ObjectNode request : requests.values()) {
            JsonNode params = request.path("params");
            switch (request.path("method").asText()) {
                case "elicitation/create" -> elicits(params.path("mode").asText("form"), missing);
                case "sampling/createMessage" -> samples(params, missing);
                case "roots/list" -> needs("roots", missing);
                default -> throw new IllegalStateException("no client is asked " + request.path("method"));
            }
        }
        return missing;
    }

    /** Who names no mode can do forms. */
    private void elicits(String mode, ObjectNode missing) {
        JsonNode declared = capabilities.path("elicitation");
        boolean can = declared.has(mode) || declared.isObject() && declared.isEmpty() && mode.equals("form");
        if (!can) {
            missing.withObjectProperty("elicitation").putObject(mode);
        }
    }

    private void samples(JsonNode params, ObjectNode missing) {
        needs("sampling", missing);
        boolean tools = params.has("tools") || params.has("toolChoice");
        if (tools && !capabilities.path("sampling").has("tools")) {
            missing.withObjectProperty("sampling").putObject("tools");
        }
    }

    private void needs(String capability, ObjectNode missing) {
        if (!can(capability)) {
            missing.withObjectProperty(capability);
        }
    }
}
