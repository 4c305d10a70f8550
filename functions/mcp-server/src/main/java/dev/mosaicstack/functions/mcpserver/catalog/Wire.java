package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;

/** What the catalog holds, as the protocol writes it. */
public final class Wire {

    private Wire() {}

    public static ObjectNode tool(Tool.Spec spec) {
        ObjectNode tool = Json.STRICT
                .createObjectNode()
                .put("name", spec.name())
                .put("title", spec.title())
                .put("description", spec.description());
        tool.set("inputSchema", spec.input());
        if (spec.output() != null) {
            tool.set("outputSchema", spec.output());
        }
        tool.putObject("annotations")
                .put("title", spec.title())
                .put("readOnlyHint", spec.hints().readOnly())
                .put("destructiveHint", spec.hints().destructive())
                .put("idempotentHint", spec.hints().idempotent())
                .put("openWorldHint", false);
        return tool;
    }

    public static ObjectNode resource(Resource.Spec spec) {
        return Json.STRICT
                .createObjectNode()
                .put(spec.isTemplate() ? "uriTemplate" : "uri", spec.uri())
                .put("name", spec.name())
                .put("title", spec.title())
                .put("description", spec.description())
                .put("mimeType", spec.mimeType());
    }

    public static ObjectNode prompt(Prompt.Spec spec) {
        ObjectNode prompt = Json.STRICT
                .createObjectNode()
                .put("name", spec.name())
                .put("title", spec.title())
                .put("description", spec.description());
        ArrayNode arguments = prompt.putArray("arguments");
        spec.arguments().forEach(argument -> arguments
                .addObject()
                .put("name", argument.name())
                .put("description", argument.description())
                .put("required", argument.required()));
        return prompt;
    }

    public static ObjectNode message(Prompt.Message message) {
        ObjectNode wire = Json.STRICT.createObjectNode().put("role", message.role());
        wire.set("content", content(message.content()));
        return wire;
    }

    public static ObjectNode toolResult(ToolResult result) {
        ObjectNode answer = Json.STRICT.createObjectNode();
        ArrayNode content = answer.putArray("content");
        result.content().forEach(each -> content.add(content(each)));
        if (result.structured() != null) {
            answer.set("structuredContent", result.structured());
        }
        if (result.error()) {
            answer.put("isError", true);
        }
        if (result.meta() != null) {
            answer.set("_meta", result.meta());
        }
        return answer;
    }

    public static ObjectNode content(Content content) {
        ObjectNode block = Json.STRICT.createObjectNode();
        return switch (content) {
            case Content.Text(String text) -> block.put("type", "text").put("text", text);
            case Content.Image(String data, String mimeType) ->
                block.put("type", "image").put("data", data).put("mimeType", mimeType);
            case Content.Audio(String data, String mimeType) ->
                block.put("type", "audio").put("data", data).put("mimeType", mimeType);
            case Content.Embedded(Content.Contents resource) ->
                block.put("type", "resource").set("resource", contents(resource));
        };
    }

    public static ObjectNode contents(Content.Contents contents) {
        return Json.STRICT
                .createObjectNode()
                .put("uri", contents.uri())
                .put("mimeType", contents.mimeType())
                .put(
                        contents.text() == null ? "blob" : "text",
                        contents.text() == null ? contents.blob() : contents.text());
    }
}
