package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Stores a move with its event, and carries its effect on to the tasks that depend on it. */
@Singleton
public final class TaskMoves {

    private final Recorder recorder;

    public TaskMoves(Recorder recorder) {
        this.recorder = recorder;
    }

    public Task create(Tx tx, Caller caller, Task task) {
        tx.tasks().insert(task);
        record(tx, caller, task, "created");
        return task;
    }

    /** @param what last part of the event's type: {@code claimed}, {@code completed}, ... */
    public Task store(Tx tx, Caller caller, Task moved, String what) {
        return told(tx, caller, tx.tasks().update(moved), what);
    }

    /** As above, for a move that an agent reported. */
    public Task store(Tx tx, Caller caller, Task moved, String what, Tasks.LastReport report) {
        return told(tx, caller, tx.tasks().update(moved, report), what);
    }

    private Task told(Tx tx, Caller caller, Task stored, String what) {
        record(tx, caller, stored, what);
        if (stored.ended()) {
            settleDependants(tx, caller, stored);
        }
        return stored;
    }

    /** Names the event by where the move led: {@code queued} again, or {@code failed} for good. */
    public Task store(Tx tx, Caller caller, Task moved) {
        return store(tx, caller, moved, moved.stateText());
    }

    private void settleDependants(Tx tx, Caller caller, Task first) {
        Deque<Task> ended = new ArrayDeque<>();
        ended.add(first);
        while (!ended.isEmpty()) {
            Task cause = ended.remove();
            for (Task dependant : tx.tasks().dependants(cause.id())) {
                if (!(dependant.state() instanceof Task.State.Blocked)) {
                    continue;
                }
                Task moved = settle(tx, dependant, cause);
                if (moved != null) {
                    Task stored = tx.tasks().update(moved);
                    record(tx, caller, stored, stored.stateText());
                    if (stored.ended()) {
                        ended.add(stored);
                    }
                }
            }
        }
    }

    /** Null where it still waits for others. */
    private static Task settle(Tx tx, Task dependant, Task cause) {
        Instant now = cause.updatedAt();
        return switch (cause.state()) {
            case Task.State.Completed c ->
                tx.tasks().openDependencies(dependant.id()) == 0 ? dependant.unblock(now) : null;
            case Task.State.Failed f -> dependant.failDependency(cause.id(), now);
            case Task.State.Cancelled c -> dependant.cancelDependency(cause.id(), now);
            case Task.State.Blocked b -> null;
            case Task.State.Queued q -> null;
            case Task.State.Assigned a -> null;
        };
    }

    private void record(Tx tx, Caller caller, Task task, String what) {
        recorder.record(
                tx,
                caller,
                "mcp",
                "task." + what,
                new Recorder.About(
                        "tasks/" + task.id(), task.sessionId(), task.order().route()),
                data(task));
    }

    private static ObjectNode data(Task task) {
        ObjectNode data = Recorder.data()
                .put("taskId", task.id())
                .put("sessionId", task.sessionId())
                .put("title", task.order().title())
                .put("state", task.stateText())
                .put("version", task.version())
                .put("attempt", task.attempt())
                .put("fence", task.fence())
                .put("priority", task.order().priority());
        put(data, "capability", task.order().capability());
        put(data, "targetAgent", task.order().targetAgent());
        put(data, "agentId", task.agentId());
        put(data, "note", task.note());
        put(data, "reason", task.reason());
        if (task.progress() != null) {
            data.put("progress", task.progress());
        }
        return data;
    }

    private static void put(ObjectNode data, String name, String value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
