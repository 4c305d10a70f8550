package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** A task as callers see it, without its payload. */
public record TaskView(
        String taskId,
        String sessionId,
        String title,
        String state,
        long version,
        int attempt,
        long fence,
        int priority,
        String capability,
        String targetAgent,
        String agentId,
        Instant leaseUntil,
        Instant notBefore,
        Integer progress,
        String note,
        JsonNode result,
        String reason,
        String causedBy,
        List<String> dependsOn,
        Instant deadline,
        int maxAttempts,
        long leaseSeconds,
        Instant createdAt,
        Instant updatedAt,
        Instant endedAt) {

    static TaskView of(Task task) {
        return new TaskView(
                task.id(),
                task.sessionId(),
                task.order().title(),
                task.stateText(),
                task.version(),
                task.attempt(),
                task.fence(),
                task.order().priority(),
                task.order().capability(),
                task.order().targetAgent(),
                task.agentId(),
                task.state() instanceof Task.State.Assigned a ? a.leaseUntil() : null,
                task.state() instanceof Task.State.Queued q ? q.notBefore() : null,
                task.progress(),
                task.note(),
                task.state() instanceof Task.State.Completed c ? c.result() : null,
                task.reason(),
                causedBy(task.state()),
                List.copyOf(task.order().dependsOn()),
                task.order().deadline(),
                task.order().maxAttempts(),
                task.order().lease().toSeconds(),
                task.createdAt(),
                task.updatedAt(),
                task.state() instanceof Task.State.Ended e ? e.at() : null);
    }

    private static String causedBy(Task.State state) {
        return switch (state) {
            case Task.State.Failed f -> f.causedBy();
            case Task.State.Cancelled c -> c.causedBy();
            case Task.State.Blocked b -> null;
            case Task.State.Queued q -> null;
            case Task.State.Assigned a -> null;
            case Task.State.Completed c -> null;
        };
    }
}
