package dev.mosaicstack.functions.mcpserver.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.task.ManageTasks;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What happened to a task. */
@Singleton
final class TaskLogResource implements Resource {

    private static final Spec SPEC = new Spec(
            "mosaic://tasks/{id}/log",
            "task-log",
            "Log of a task",
            "What happened to a task and when, oldest first; the newest " + ManageTasks.LOG_ENTRIES + " entries.",
            "application/json",
            Call.TASK_GET);

    private final TaskLooks looks;

    TaskLogResource(TaskLooks looks) {
        this.looks = looks;
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public Outcome<List<Contents>> read(Asked asked, String uri, String id) {
        ObjectNode log = Json.STRICT.createObjectNode().put("taskId", id);
        log.set("log", Json.STRICT.valueToTree(looks.at(asked.caller(), id).log()));
        return Outcome.done(List.of(Contents.json(uri, Json.write(log))));
    }

    @Override
    public Optional<String> changedBy(Event event) {
        return TaskLooks.taskOf(event);
    }

    @Override
    public List<String> complete(Caller caller, String begin) {
        return looks.complete(caller, begin);
    }
}
