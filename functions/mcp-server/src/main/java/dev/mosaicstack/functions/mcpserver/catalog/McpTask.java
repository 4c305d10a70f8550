package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * A tool call that goes on after its answer (the extension {@code io.modelcontextprotocol/tasks}), as it is now. It is a
 * view of something that is stored anyway, so that any instance can answer for it.
 *
 * @param id cannot be guessed
 * @param statusMessage null where there is nothing to say
 */
public record McpTask(String id, Status status, String statusMessage, Instant createdAt, Instant updatedAt) {

    /** {@code tool call} states of the extension. */
    public sealed interface Status {

        record Working() implements Status {}

        /** @param requests as in {@link Outcome.NeedsInput} */
        record InputRequired(Map<String, ObjectNode> requests) implements Status {}

        /** The tool's answer, an error of the tool included. */
        record Completed(ToolResult result) implements Status {}

        /** No answer of the tool, but a fault. @param code of JSON-RPC */
        record Failed(int code, String message) implements Status {}

        record Cancelled() implements Status {}
    }
}
