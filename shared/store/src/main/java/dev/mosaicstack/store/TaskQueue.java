package dev.mosaicstack.store;

import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.task.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tasks that may be claimed now, by priority, then age. */
record TaskQueue(Sql sql) {

    /** Where a task stands in the queue. */
    private record Place(int priority, String id) {}

    /** The places first; then only the tasks that win are read whole. */
    List<Task> first(String sessionId, Collection<String> routes, Instant now, int limit) {
        List<Place> places = places(sessionId, routes, now, limit, sql.locks() ? " FOR UPDATE SKIP LOCKED" : "");
        if (places.isEmpty()
                && sql.locks()
                && !places(sessionId, routes, now, 1, "").isEmpty()) {
            // Others are taking what there is at this moment; they may leave some of it.
            throw new StaleVersion("queue of session", sessionId, 0);
        }
        return inOrder(places.stream()
                .sorted(Comparator.comparingInt(Place::priority).thenComparing(Place::id))
                .limit(limit)
                .map(Place::id)
                .toList());
    }

    /** Rows that are this transaction's already, in the order of the ids. */
    private List<Task> inOrder(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Task> found = new HashMap<>();
        String marks = "?,".repeat(ids.size());
        sql.list(
                row -> found.put(row.text("id"), TaskColumns.read(row)),
                "SELECT * FROM task WHERE id IN (" + marks.substring(0, marks.length() - 1) + ")",
                ids.toArray());
        return ids.stream().map(found::get).toList();
    }

    private List<Place> places(String sessionId, Collection<String> routes, Instant now, int limit, String lock) {
        List<Place> places = new ArrayList<>();
        for (String route : routes) {
            places.addAll(sql.list(
                    row -> new Place(row.integer("priority"), row.text("id")),
                    """
                    SELECT priority, id FROM task WHERE session_id = ? AND route = ? AND state = 'queued'
                        AND not_before <= ? AND (deadline IS NULL OR deadline > ?)
                    ORDER BY priority, id LIMIT ?""" + lock,
                    sessionId,
                    route,
                    Row.millis(now),
                    Row.millis(now),
                    limit));
        }
        return places;
    }
}
