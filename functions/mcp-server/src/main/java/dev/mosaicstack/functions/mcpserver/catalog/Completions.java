package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What a user may mean who began to type an argument, the same in every revision. */
@Singleton
public final class Completions {

    /** What each source is asked for: one more than the protocol lets an answer have, which tells that there are more. */
    public static final int ASKED_FOR = 101;

    private static final int MOST = ASKED_FOR - 1;
    private static final String VARIABLE = "id";

    private final Catalog catalog;

    Completions(Catalog catalog) {
        this.catalog = catalog;
    }

    public sealed interface Answer {}

    /** @param values at most 100 */
    public record Values(List<String> values, boolean hasMore) implements Answer {

        public ObjectNode json() {
            ObjectNode result = Json.STRICT.createObjectNode();
            ObjectNode completion = result.putObject("completion");
            ArrayNode shown = completion.putArray("values");
            values.forEach(shown::add);
            completion.put("hasMore", hasMore);
            return result;
        }
    }

    /** @param field of the parameters, which is wrong */
    public record Wrong(String field, String problem) implements Answer {}

    /** @param params of {@code completion/complete} */
    public Answer complete(Caller caller, JsonNode params) {
        JsonNode ref = params.path("ref");
        JsonNode name = params.path("argument").path("name");
        JsonNode begin = params.path("argument").path("value");
        if (!name.isTextual() || !begin.isTextual()) {
            return new Wrong("argument", "has no name and value");
        }
        return switch (ref.path("type").asText()) {
            case "ref/prompt" -> ofPrompt(caller, ref.path("name").asText(), name.textValue(), begin.textValue());
            case "ref/resource" -> ofResource(caller, ref.path("uri").asText(), name.textValue(), begin.textValue());
            default -> new Wrong("ref", "is neither ref/prompt nor ref/resource");
        };
    }

    private Answer ofPrompt(Caller caller, String name, String argument, String begin) {
        Optional<Prompt> prompt = catalog.prompt(name);
        if (prompt.isEmpty()) {
            return new Wrong("ref", "there is no prompt " + name);
        }
        if (prompt.get().spec().arguments().stream()
                .noneMatch(each -> each.name().equals(argument))) {
            return new Wrong("argument", "the prompt has no argument " + argument);
        }
        return values(prompt.get().complete(caller, argument, begin));
    }

    private Answer ofResource(Caller caller, String uri, String argument, String begin) {
        Optional<Resource> resource = catalog.resources(caller).stream()
                .filter(each -> each.spec().uri().equals(uri))
                .findFirst();
        if (resource.isEmpty()) {
            return new Wrong("ref", "there is no resource or template " + uri);
        }
        if (!resource.get().spec().isTemplate() || !argument.equals(VARIABLE)) {
            return new Wrong("argument", "the resource has no variable " + argument);
        }
        return values(resource.get().complete(caller, begin));
    }

    private static Values values(List<String> found) {
        return new Values(found.stream().limit(MOST).toList(), found.size() > MOST);
    }
}
