package dev.mosaicstack.functions.mcpserver.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** A task as it is now. What happened to it is {@link TaskLogResource}: that grows, and who waits for an end needs none of it. */
@Singleton
final class TaskResource implements Resource {

    private static final Spec SPEC = new Spec(
            "mosaic://tasks/{id}",
            "task",
            "Task",
            "A task as it is now: its state, who works on it, its progress, its payload, and its result or why it failed.",
            "application/json",
            Call.TASK_GET);

    private final TaskLooks looks;

    TaskResource(TaskLooks looks) {
        this.looks = looks;
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public Outcome<List<Contents>> read(Asked asked, String uri, String id) {
        ObjectNode task = Json.STRICT.valueToTree(looks.at(asked.caller(), id));
        task.remove("log");
        return Outcome.done(List.of(Contents.json(uri, Json.write(task))));
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
