package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import io.quarkiverse.mcp.server.AudioContent;
import io.quarkiverse.mcp.server.BlobResourceContents;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.EmbeddedResource;
import io.quarkiverse.mcp.server.ImageContent;
import io.quarkiverse.mcp.server.MetaKey;
import io.quarkiverse.mcp.server.ResourceContents;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.ToolResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the catalog says, in the library's words. */
final class ToLibrary {

    private ToLibrary() {}

    static ToolResponse toolResponse(ToolResult result) {
        List<Content> content =
                result.content().stream().map(ToLibrary::content).toList();
        return new ToolResponse(result.error(), content, result.structured(), meta(result.meta()));
    }

    static Content content(dev.mosaicstack.functions.mcpserver.catalog.Content content) {
        return switch (content) {
            case dev.mosaicstack.functions.mcpserver.catalog.Content.Text(String text) -> new TextContent(text);
            case dev.mosaicstack.functions.mcpserver.catalog.Content.Image(String data, String mimeType) ->
                new ImageContent(data, mimeType);
            case dev.mosaicstack.functions.mcpserver.catalog.Content.Audio(String data, String mimeType) ->
                new AudioContent(data, mimeType);
            case dev.mosaicstack.functions.mcpserver.catalog.Content.Embedded(Contents resource) ->
                new EmbeddedResource(contents(resource));
        };
    }

    static ResourceContents contents(Contents contents) {
        return contents.text() == null
                ? new BlobResourceContents(contents.uri(), contents.blob(), contents.mimeType())
                : new TextResourceContents(contents.uri(), contents.text(), contents.mimeType());
    }

    private static Map<MetaKey, Object> meta(ObjectNode meta) {
        if (meta == null) {
            return Map.of();
        }
        var keys = new HashMap<MetaKey, Object>();
        meta.properties().forEach(entry -> keys.put(MetaKey.from(entry.getKey()), entry.getValue()));
        return keys;
    }
}
