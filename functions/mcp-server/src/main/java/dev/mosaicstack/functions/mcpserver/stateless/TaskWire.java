package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask.Status;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;

/** Tasks as the extension writes them. */
final class TaskWire {

    /** How often to ask, for who does not listen. */
    private static final int POLL_MILLIS = 1000;

    private TaskWire() {}

    /** What a tool's answer says of it. */
    static ObjectNode begun(McpTask task) {
        ObjectNode wire =
                Json.STRICT.createObjectNode().put("taskId", task.id()).put("status", status(task.status()));
        if (task.statusMessage() != null) {
            wire.put("statusMessage", task.statusMessage());
        }
        return wire.put("createdAt", task.createdAt().toString())
                .put("lastUpdatedAt", task.updatedAt().toString())
                // It is there as long as what it shows.
                .putNull("ttlMs")
                .put("pollIntervalMs", POLL_MILLIS);
    }

    /** With what its status brings. */
    static ObjectNode detailed(McpTask task) {
        ObjectNode wire = begun(task);
        switch (task.status()) {
            case Status.InputRequired(var requests) -> {
                ObjectNode asked = wire.putObject("inputRequests");
                requests.forEach(asked::set);
            }
            case Status.Completed(var result) ->
                wire.set("result", Wire.toolResult(result).put("resultType", "complete"));
            case Status.Failed(int code, String message) ->
                wire.putObject("error").put("code", code).put("message", message);
            case Status.Working working -> {}
            case Status.Cancelled cancelled -> {}
        }
        return wire;
    }

    private static String status(Status status) {
        return switch (status) {
            case Status.Working working -> "working";
            case Status.InputRequired asks -> "input_required";
            case Status.Completed completed -> "completed";
            case Status.Failed failed -> "failed";
            case Status.Cancelled cancelled -> "cancelled";
        };
    }
}
