package dev.mosaicstack.core.task;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What became of one item of a batch: {@code taskId} and {@code state}, or {@code status}, {@code code} and {@code detail}. */
public record BatchResult(
        String taskId,
        String state,
        Long version,
        Integer status,
        String code,
        String detail,
        Map<String, String> fields) {

    /** 1 to 100 items, none of them null. */
    static <T> List<T> items(Check check, List<T> items) {
        if (items == null || items.isEmpty() || items.size() > Batch.MAX) {
            check.problem("tasks", "must have 1 to " + Batch.MAX + " entries");
        } else if (items.stream().anyMatch(Objects::isNull)) {
            check.problem("tasks", "has an entry that is null");
        }
        return items;
    }

    static BatchResult ofTask(Batch.Item<Task> item) {
        return switch (item) {
            case Batch.Item.Done<Task>(Task task) -> done(task.id(), task.stateText(), task.version());
            case Batch.Item.Refused<Task>(Refusal refusal) -> refused(refusal);
        };
    }

    static BatchResult ofOutcome(Batch.Item<Outcome> item) {
        return switch (item) {
            case Batch.Item.Done<Outcome>(Outcome outcome) ->
                done(outcome.taskId(), outcome.state(), outcome.version());
            case Batch.Item.Refused<Outcome>(Refusal refusal) -> refused(refusal);
        };
    }

    private static BatchResult done(String taskId, String state, long version) {
        return new BatchResult(taskId, state, version, null, null, null, null);
    }

    private static BatchResult refused(Refusal refusal) {
        return new BatchResult(
                null,
                null,
                null,
                refusal.status(),
                refusal.code(),
                refusal.getMessage(),
                refusal.fields().isEmpty() ? null : refusal.fields());
    }
}
