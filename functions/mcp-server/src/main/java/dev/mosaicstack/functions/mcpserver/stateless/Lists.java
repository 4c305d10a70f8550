package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code tools/list} and the other lists: what the caller may use, always in the same order. */
@Singleton
final class Lists implements Methods {

    private final Catalog catalog;
    private final Results results;
    private final Map<String, ObjectNode> tools;

    Lists(Catalog catalog, Results results) {
        this.catalog = catalog;
        this.results = results;
        this.tools = catalog.tools().stream().map(Tool::spec).collect(Collectors.toMap(Tool.Spec::name, Wire::tool));
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "tools/list",
                this::tools,
                "resources/list",
                request -> resources(request, false),
                "resources/templates/list",
                request -> resources(request, true),
                "prompts/list",
                this::prompts);
    }

    private ObjectNode tools(Request request) {
        List<Tool> shown = catalog.tools(request.caller());
        return list(
                request,
                "tools",
                shown,
                tool -> tool.spec().name(),
                tool -> tools.get(tool.spec().name()));
    }

    private ObjectNode resources(Request request, boolean templates) {
        List<Resource.Spec> shown = catalog.resources(request.caller()).stream()
                .map(Resource::spec)
                .filter(spec -> spec.isTemplate() == templates)
                .toList();
        return list(request, templates ? "resourceTemplates" : "resources", shown, Resource.Spec::uri, Wire::resource);
    }

    private ObjectNode prompts(Request request) {
        List<Prompt.Spec> shown = catalog.prompts().stream().map(Prompt::spec).toList();
        return list(request, "prompts", shown, Prompt.Spec::name, Wire::prompt);
    }

    private <T> ObjectNode list(
            Request request, String field, List<T> all, Function<T, String> key, Function<T, ObjectNode> wire) {
        JsonNode cursor = request.message().params().path("cursor");
        Pages.Page<T> page =
                cursor.isMissingNode() ? Pages.first(all, key) : Pages.after(request.text("cursor"), all, key);
        ObjectNode result = Json.STRICT.createObjectNode();
        ArrayNode items = result.putArray(field);
        page.items().forEach(item -> items.add(wire.apply(item)));
        if (page.next() != null) {
            result.put("nextCursor", page.next());
        }
        return results.kept(result, Results.LISTS);
    }
}
