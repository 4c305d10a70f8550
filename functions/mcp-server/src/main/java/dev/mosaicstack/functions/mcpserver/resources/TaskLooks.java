package dev.mosaicstack.functions.mcpserver.resources;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.LookupCalls.GetRequest;
import dev.mosaicstack.core.task.LookupCalls.GetResponse;
import dev.mosaicstack.core.task.ManageTasks;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.Tasks;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What the resources of tasks have in common. */
@Singleton
final class TaskLooks {

    private static final String SUBJECT = "tasks/";

    private final LookupCalls calls;
    private final ManageTasks tasks;

    TaskLooks(LookupCalls calls, ManageTasks tasks) {
        this.calls = calls;
        this.tasks = tasks;
    }

    /** @throws Refusal.NotFound */
    GetResponse at(Caller caller, String id) {
        return Reading.found("task", id, () -> calls.get(new Reading(caller), new GetRequest(id, null, null)));
    }

    static Optional<String> taskOf(Event event) {
        return event.source().equals(Recorder.OWN_SOURCE) && event.subject().startsWith(SUBJECT)
                ? Optional.of(event.subject().substring(SUBJECT.length()))
                : Optional.empty();
    }

    List<String> complete(Caller caller, String begin) {
        if (!caller.may(Call.TASK_LIST)) {
            // Who may look at a thing whose id it knows need not know all ids: its token may be limited to the look.
            return List.of();
        }
        var all = new Tasks.Filter(null, null, null, null);
        return tasks.list(caller, all, Ids.beginning(begin)).items().stream()
                .map(Task::id)
                .filter(id -> id.startsWith(begin))
                .toList();
    }
}
