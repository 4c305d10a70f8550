package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.util.List;

/** What a user may mean who began to type an argument. */
@Singleton
final class Completions {

    /** The protocol's limit. */
    private static final int MOST = 100;

    private static final String VARIABLE = "id";

    private final Catalog catalog;

    Completions(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws Refusal.Invalid where there is no such prompt, template or argument */
    ObjectNode complete(JsonNode params, Caller caller) {
        JsonNode ref = params.path("ref");
        String name = params.path("argument").path("name").asText();
        String begin = params.path("argument").path("value").asText();
        List<String> values =
                switch (ref.path("type").asText()) {
                    case "ref/prompt" -> ofPrompt(ref.path("name").asText(), name, begin, caller);
                    case "ref/resource" -> ofTemplate(ref.path("uri").asText(), name, begin, caller);
                    default -> throw Refusal.Invalid.field("ref", "is neither ref/prompt nor ref/resource");
                };
        ObjectNode result = Json.STRICT.createObjectNode();
        ObjectNode completion = result.putObject("completion");
        ArrayNode shown = completion.putArray("values");
        values.stream().limit(MOST).forEach(shown::add);
        completion.put("hasMore", values.size() >= MOST);
        return result;
    }

    private List<String> ofPrompt(String prompt, String argument, String begin, Caller caller) {
        Prompt found =
                catalog.prompt(prompt).orElseThrow(() -> Refusal.Invalid.field("ref", "there is no prompt " + prompt));
        if (found.spec().arguments().stream().noneMatch(each -> each.name().equals(argument))) {
            throw Refusal.Invalid.field("argument", "the prompt has no argument " + argument);
        }
        return found.complete(caller, argument, begin);
    }

    private List<String> ofTemplate(String uri, String argument, String begin, Caller caller) {
        Resource found = catalog.resources(caller).stream()
                .filter(resource -> resource.spec().isTemplate())
                .filter(resource -> resource.spec().uri().equals(uri))
                .findFirst()
                .orElseThrow(() -> Refusal.Invalid.field("ref", "there is no template " + uri));
        if (!argument.equals(VARIABLE)) {
            throw Refusal.Invalid.field("argument", "the template has no variable " + argument);
        }
        return found.complete(caller, begin);
    }
}
