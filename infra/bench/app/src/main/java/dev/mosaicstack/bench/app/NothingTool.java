package dev.mosaicstack.bench.app;

import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;

/** At {@code /mcp}: what a tool costs before it does anything, with everything that stands before it. */
@Singleton
public class NothingTool implements Tool {

    private static final Spec SPEC = new Spec(
            "nothing",
            "Nothing",
            "Does nothing.",
            null,
            Hints.READS,
            Json.STRICT.createObjectNode().put("type", "object"),
            null);

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public Outcome<ToolResult> call(Asked asked) {
        return Outcome.done(ToolResult.of(new Content.Text("nothing")));
    }
}
