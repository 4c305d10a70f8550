package dev.mosaicstack.functions.mcpserver.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.LookupCalls.GetResponse;
import dev.mosaicstack.core.task.ManageTasks;
import dev.mosaicstack.core.task.TaskView;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask.Status;
import dev.mosaicstack.functions.mcpserver.catalog.TaskSource;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks of sessions as tasks of the protocol, under the same id: so any instance answers for one, and after a restart
 * too. What {@code task_run} began and what was assigned otherwise are not told apart.
 */
@Singleton
final class DurableTasks implements TaskSource {

    private final LookupCalls lookups;
    private final ManageTasks tasks;

    DurableTasks(LookupCalls lookups, ManageTasks tasks) {
        this.lookups = lookups;
        this.tasks = tasks;
    }

    @Override
    public Optional<McpTask> find(Caller caller, String id) {
        return Sources.seen(caller, Call.TASK_GET, () -> lookups.look(caller, id))
                .map(DurableTasks::asTask);
    }

    @Override
    public Optional<String> subject(Caller caller, String id) {
        return find(caller, id).map(found -> "tasks/" + id);
    }

    /** It never asks for anything. */
    @Override
    public Optional<McpTask> update(Caller caller, String id, Map<String, JsonNode> responses) {
        return find(caller, id);
    }

    /** One that an agent works on goes on: the protocol lets a server finish what it does. */
    @Override
    public Optional<McpTask> cancel(Caller caller, String id) {
        Optional<McpTask> found = find(caller, id);
        if (found.isEmpty()) {
            return found;
        }
        Authenticate.authorize(caller, Call.TASK_CANCEL);
        try {
            tasks.cancel(caller, id, "cancelled");
        } catch (Refusal.Conflict heldOrEnded) {
            return find(caller, id);
        }
        return find(caller, id);
    }

    static McpTask asTask(GetResponse seen) {
        TaskView task = seen.task();
        return new McpTask(task.taskId(), status(seen), message(task), task.createdAt(), task.updatedAt());
    }

    /** The answer of a call that was to have the task done: an error where it was not. */
    static ToolResult result(GetResponse seen) {
        boolean undone = List.of("failed", "cancelled").contains(seen.task().state());
        return new ToolResult(List.of(new Content.Text(Say.task(seen))), Json.STRICT.valueToTree(seen), undone, null);
    }

    private static Status status(GetResponse seen) {
        return switch (seen.task().state()) {
            case "completed", "failed" -> new Status.Completed(result(seen));
            case "cancelled" -> new Status.Cancelled();
            default -> new Status.Working();
        };
    }

    private static String message(TaskView task) {
        return task.state()
                + (task.progress() == null ? "" : ", " + task.progress() + " %")
                + (task.note() == null ? "" : ": " + task.note())
                + (task.reason() == null ? "" : ": " + task.reason());
    }
}
