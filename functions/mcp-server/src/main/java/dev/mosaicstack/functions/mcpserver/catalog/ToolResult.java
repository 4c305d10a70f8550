package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a call of a tool came to, for a model and for a program.
 *
 * @param structured as the tool's output schema says, in an error too: clients hold whatever is there against that schema;
 *     null where it has none, and where there is nothing to show
 * @param error whether the tool says that it could not
 * @param meta null where there is none
 */
public record ToolResult(List<Content> content, JsonNode structured, boolean error, ObjectNode meta) {

    public static ToolResult of(Content... content) {
        return new ToolResult(List.of(content), null, false, null);
    }

    public static ToolResult of(String text, JsonNode structured) {
        return new ToolResult(List.of(new Content.Text(text)), structured, false, null);
    }

    public static ToolResult error(String text) {
        return new ToolResult(List.of(new Content.Text(text)), null, true, null);
    }
}
