package dev.mosaicstack.conformance.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import java.util.function.Function;

/** A tool that the suite calls by its name. */
record Scripted(Spec spec, Function<Asked, Outcome<ToolResult>> script) implements Tool {

    static Tool tool(String name, Function<Asked, Outcome<ToolResult>> script) {
        return tool(name, Json.STRICT.createObjectNode().put("type", "object"), script);
    }

    static Tool tool(String name, ObjectNode input, Function<Asked, Outcome<ToolResult>> script) {
        return new Scripted(new Spec(name, name, "Of the conformance suite.", null, Hints.READS, input, null), script);
    }

    static Outcome<ToolResult> said(String text) {
        return Outcome.done(ToolResult.of(text, null));
    }

    @Override
    public Outcome<ToolResult> call(Asked asked) {
        return script.apply(asked);
    }
}
