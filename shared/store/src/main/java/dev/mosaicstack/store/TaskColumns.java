package dev.mosaicstack.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.task.Order;
import dev.mosaicstack.core.task.Task;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** How a task's state lies in its row, and back. */
record TaskColumns(Instant notBefore, Instant leaseUntil, String result, String causedBy, Instant endedAt) {

    static TaskColumns of(Task.State state) {
        return switch (state) {
            case Task.State.Blocked b -> new TaskColumns(null, null, null, null, null);
            case Task.State.Queued q -> new TaskColumns(q.notBefore(), null, null, null, null);
            case Task.State.Assigned a -> new TaskColumns(null, a.leaseUntil(), null, null, null);
            case Task.State.Completed c -> new TaskColumns(null, null, Row.json(c.result()), null, c.at());
            case Task.State.Failed f -> new TaskColumns(null, null, null, f.causedBy(), f.at());
            case Task.State.Cancelled c -> new TaskColumns(null, null, null, c.causedBy(), c.at());
        };
    }

    /** Null where it depends on nothing. */
    static String dependsOn(Order order) {
        return order.dependsOn().isEmpty() ? null : Json.write(order.dependsOn());
    }

    static Task read(Row row) throws SQLException {
        return new Task(
                row.text("id"),
                row.text("session_id"),
                order(row),
                state(row),
                row.integer("attempt"),
                row.number("fence"),
                row.optionalInteger("progress"),
                row.text("note"),
                row.time("created_at"),
                row.time("updated_at"),
                row.number("version"));
    }

    private static Order order(Row row) throws SQLException {
        String route = row.text("route");
        return new Order(
                row.text("title"),
                row.json("payload"),
                Event.agentOf(route),
                Event.capabilityOf(route),
                row.integer("priority"),
                ids(row.json("depends_on")),
                row.time("deadline"),
                row.integer("max_attempts"),
                Duration.ofMillis(row.number("lease_millis")));
    }

    private static Set<String> ids(JsonNode array) {
        if (array == null) {
            return Set.of();
        }
        var ids = new LinkedHashSet<String>();
        array.forEach(id -> ids.add(id.textValue()));
        return ids;
    }

    private static Task.State state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "blocked" -> new Task.State.Blocked();
            case "queued" -> new Task.State.Queued(row.time("not_before"));
            case "assigned" -> new Task.State.Assigned(row.text("agent_id"), row.time("lease_until"));
            case "completed" ->
                new Task.State.Completed(row.text("agent_id"), row.json("result"), row.time("ended_at"));
            case "failed" -> new Task.State.Failed(row.text("reason"), row.text("caused_by"), row.time("ended_at"));
            case "cancelled" ->
                new Task.State.Cancelled(row.text("reason"), row.text("caused_by"), row.time("ended_at"));
            default -> throw new IllegalStateException("no task state " + state);
        };
    }
}
