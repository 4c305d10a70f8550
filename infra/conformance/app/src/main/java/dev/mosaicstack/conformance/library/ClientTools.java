package dev.mosaicstack.conformance.library;

import io.quarkiverse.mcp.server.McpLog;
import io.quarkiverse.mcp.server.Sampling;
import io.quarkiverse.mcp.server.SamplingMessage;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;

/** Tools that use the client's own abilities in the middle of a call, as the revisions with sessions do it. */
@Singleton
final class ClientTools {

    private static final int MAX_TOKENS = 100;

    @Tool(name = "test_sampling", description = "Of the conformance suite.")
    @RunOnVirtualThread
    String sample(@ToolArg(description = "What its model is asked.") String prompt, Sampling sampling) {
        var response = sampling.requestBuilder()
                .addMessage(SamplingMessage.withUserRole(prompt))
                .setMaxTokens(MAX_TOKENS)
                .build()
                .sendAndAwait();
        return response.content() instanceof TextContent text
                ? "LLM response: " + text.text()
                : "the model answered no text";
    }

    @Tool(name = "test_tool_with_logging", description = "Of the conformance suite.")
    @RunOnVirtualThread
    String log(McpLog log) {
        log.info("Tool execution started");
        log.info("Tool processing data");
        log.info("Tool execution completed");
        return "Tool with logging executed successfully";
    }
}
