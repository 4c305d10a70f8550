package dev.mosaicstack.conformance;

import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;

@Singleton
final class SimpleText extends Fixture {

    SimpleText() {
        super("test_simple_text");
    }

    @Override
    Outcome<ToolResult> answer(Asked asked) {
        return Outcome.done(ToolResult.of(new Content.Text("This is a simple text response for testing.")));
    }
}
