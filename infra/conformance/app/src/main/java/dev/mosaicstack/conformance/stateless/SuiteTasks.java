package dev.mosaicstack.conformance.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask.Status;
import dev.mosaicstack.functions.mcpserver.catalog.TaskSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tasks in memory: they wait for answers, then for a time, and end as they were told to. */
@Singleton
final class SuiteTasks implements TaskSource {

    private final Map<String, Running> tasks = new HashMap<>();
    private final Clock clock;

    SuiteTasks(Clock clock) {
        this.clock = clock;
    }

    /** @param asks what is not answered yet */
    private record Running(Instant began, Instant until, Map<String, ObjectNode> asks, Status end) {}

    synchronized McpTask start(Duration lasts, Map<String, ObjectNode> asks, Status end) {
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        tasks.put(id, new Running(now, now.plus(lasts), asks, end));
        return find(null, id).orElseThrow();
    }

    @Override
    public synchronized Optional<McpTask> find(Caller caller, String id) {
        return Optional.ofNullable(tasks.get(id))
                .map(task -> new McpTask(id, status(task), null, task.began(), task.began()));
    }

    @Override
    public Optional<String> subject(Caller caller, String id) {
        return find(caller, id).map(task -> "suite/" + id);
    }

    @Override
    public synchronized Optional<McpTask> update(Caller caller, String id, Map<String, JsonNode> responses) {
        tasks.computeIfPresent(id, (known, task) -> {
            var left = new LinkedHashMap<>(task.asks());
            left.keySet().removeAll(responses.keySet());
            return new Running(task.began(), task.until(), left, task.end());
        });
        return find(caller, id);
    }

    @Override
    public synchronized Optional<McpTask> cancel(Caller caller, String id) {
        tasks.computeIfPresent(
                id,
                (known, task) ->
                        status(task) instanceof Status.Working || !task.asks().isEmpty()
                                ? new Running(task.began(), task.began(), Map.of(), new Status.Cancelled())
                                : task);
        return find(caller, id);
    }

    private Status status(Running task) {
        if (!task.asks().isEmpty()) {
            return new Status.InputRequired(task.asks());
        }
        return clock.instant().isBefore(task.until()) ? new Status.Working() : task.end();
    }
}
