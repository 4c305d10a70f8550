package dev.mosaicstack.conformance;

import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;

@Singleton
final class ProgressTool extends Fixture {

    private static final double STEPS = 100;

    ProgressTool() {
        super("test_tool_with_progress");
    }

    @Override
    Outcome<ToolResult> answer(Asked asked) {
        for (int done : new int[] {0, 50, 100}) {
            asked.progress(done, STEPS, "Completed step " + done + " of 100");
        }
        return Outcome.done(ToolResult.of(Samples.text("all steps are done")));
    }
}
