package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arguments that a tool's schema wants repeated in {@code Mcp-Param-...} headers ({@code x-mcp-header}). */
@Singleton
final class ParamHeaders {

    private static final String ANNOTATION = "x-mcp-header";

    /** @param path property names from the arguments down */
    private record Param(String header, List<String> path) {}

    private final Map<String, List<Param>> params = new HashMap<>();

    ParamHeaders(Catalog catalog) {
        for (Tool tool : catalog.tools()) {
            var found = new ArrayList<Param>();
            find(tool.spec().input(), List.of(), found);
            if (!found.isEmpty()) {
                params.put(tool.spec().name(), List.copyOf(found));
            }
        }
    }

    /** @throws RpcError where a header says something else than the arguments, or only one of the two is there */
    void check(String tool, ObjectNode arguments, MultiMap headers) {
        for (Param param : params.getOrDefault(tool, List.of())) {
            JsonNode value = arguments;
            for (String name : param.path()) {
                value = value.path(name);
            }
            String header = Headers.decoded(headers, param.header());
            boolean there = !value.isMissingNode() && !value.isNull();
            if (there != (header != null)) {
                throw RpcError.headerMismatch(
                        param.header() + (there ? " is missing" : " is there, but not in the arguments"));
            }
            if (there && !same(header, value)) {
                throw RpcError.headerMismatch(param.header() + " is not what the arguments say");
            }
        }
    }

    /** Only what is reached by properties alone may be annotated. */
    private static void find(JsonNode schema, List<String> path, List<Param> found) {
        schema.path("properties").properties().forEach(property -> {
            var deeper = new ArrayList<>(path);
            deeper.add(property.getKey());
            JsonNode name = property.getValue().get(ANNOTATION);
            if (name != null) {
                found.add(new Param("Mcp-Param-" + name.asText(), List.copyOf(deeper)));
            }
            find(property.getValue(), deeper, found);
        });
    }

    private static boolean same(String header, JsonNode value) {
        return value.isIntegralNumber() ? isNumber(header, value.decimalValue()) : header.equals(text(value));
    }

    /** Compared as numbers: {@code 42.0} is 42. */
    private static boolean isNumber(String header, BigDecimal value) {
        try {
            // Longer ones are none that both sides could hold.
            return header.length() < 40 && new BigDecimal(header).compareTo(value) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** @return null of what no header can say */
    private static String text(JsonNode value) {
        return value.isTextual() || value.isBoolean() ? value.asText() : null;
    }
}
