package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code completion/complete}. */
@Singleton
final class Completions implements Methods {

    /** Of the revision: no answer has more. */
    private static final int MOST = 100;

    private final Catalog catalog;
    private final Results results;

    Completions(Catalog catalog, Results results) {
        this.catalog = catalog;
        this.results = results;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("completion/complete", this::complete);
    }

    private ObjectNode complete(Request request) {
        JsonNode ref = request.object("ref");
        JsonNode argument = request.object("argument");
        if (!argument.path("name").isTextual() || !argument.path("value").isTextual()) {
            throw RpcError.invalidParams("params.argument has no name and value");
        }
        String name = argument.get("name").textValue();
        String begin = argument.get("value").textValue();
        return completion(
                switch (ref.path("type").asText()) {
                    case "ref/prompt" ->
                        ofPrompt(request.caller(), ref.path("name").asText(), name, begin);
                    case "ref/resource" ->
                        ofResource(request.caller(), ref.path("uri").asText(), begin);
                    default -> throw RpcError.invalidParams("params.ref is of no type that is known");
                });
    }

    private List<String> ofPrompt(Caller caller, String name, String argument, String begin) {
        Prompt prompt = catalog.prompt(name).orElseThrow(() -> RpcError.invalidParams("there is no prompt " + name));
        return prompt.complete(caller, argument, begin);
    }

    private List<String> ofResource(Caller caller, String uri, String begin) {
        return catalog.resources(caller).stream()
                .filter(resource -> resource.spec().uri().equals(uri))
                .findFirst()
                .map(resource -> values(caller, resource, begin))
                .orElseThrow(() -> RpcError.invalidParams("there is no resource template " + uri));
    }

    private static List<String> values(Caller caller, Resource resource, String begin) {
        return resource.spec().isTemplate() ? resource.complete(caller, begin) : List.of();
    }

    private ObjectNode completion(List<String> found) {
        ObjectNode result = Json.STRICT.createObjectNode();
        ObjectNode completion = result.putObject("completion");
        ArrayNode values = completion.putArray("values");
        found.stream().limit(MOST).forEach(values::add);
        completion.put("hasMore", found.size() > MOST);
        return results.complete(result);
    }
}
