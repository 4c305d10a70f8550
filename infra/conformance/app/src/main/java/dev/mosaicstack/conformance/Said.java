package dev.mosaicstack.conformance;

import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;

/** A tool that always says the same. */
final class Said extends Fixture {

    private final ToolResult result;

    Said(String name, ToolResult result) {
        super(name);
        this.result = result;
    }

    @Override
    Outcome<ToolResult> answer(Asked asked) {
        return Outcome.done(result);
    }
}
