package dev.mosaicstack.store;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.Tasks;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

record TaskStore(Sql sql) implements Tasks {

    private static final String BY_ID = "SELECT * FROM task WHERE id = ?";

    /** For lists: payload and result may be large, and are what task-get is for. */
    private static final String WITHOUT_CONTENT = """
            SELECT id, session_id, title, NULL AS payload, route, priority, depends_on, deadline, max_attempts,
                lease_millis, state, not_before, agent_id, lease_until, NULL AS result, reason, caused_by, ended_at,
                attempt, fence, progress, note, created_at, updated_at, version
            FROM task""";

    /** A completed task stays so: what depends on it does not need it any more. */
    private static final String FORGETTABLE = "task.ended_at <= ? AND (task.state = 'completed'"
            + " OR NOT EXISTS (SELECT 1 FROM task_dependency d WHERE d.depends_on = task.id))";

    @Override
    public void insert(Task task) {
        var columns = TaskColumns.of(task.state());
        sql.update(
                """
                INSERT INTO task (id, session_id, title, payload, route, priority, depends_on, deadline, max_attempts,
                    lease_millis, state, not_before, attempt, fence, created_at, updated_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                task.id(),
                task.sessionId(),
                task.order().title(),
                Row.json(task.order().payload()),
                task.order().route(),
                task.order().priority(),
                TaskColumns.dependsOn(task.order()),
                Row.millis(task.order().deadline()),
                task.order().maxAttempts(),
                task.order().lease().toMillis(),
                task.stateText(),
                Row.millis(columns.notBefore()),
                task.attempt(),
                task.fence(),
                Row.millis(task.createdAt()),
                Row.millis(task.updatedAt()),
                task.version());
        for (String dependency : task.order().dependsOn()) {
            sql.update("INSERT INTO task_dependency (task_id, depends_on) VALUES (?, ?)", task.id(), dependency);
        }
    }

    @Override
    public Optional<Task> find(String id) {
        return sql.one(TaskColumns::read, sql.forUpdate(BY_ID), id);
    }

    @Override
    public Optional<Task> findShared(String id) {
        return sql.one(TaskColumns::read, sql.forShare(BY_ID), id);
    }

    @Override
    public Task update(Task task) {
        return update(task, null);
    }

    /** The report of an earlier claim stays where this change has none: it is told by its fence. */
    @Override
    public Task update(Task task, LastReport report) {
        var columns = TaskColumns.of(task.state());
        int changed = sql.update(
                """
                UPDATE task SET state = ?, not_before = ?, agent_id = ?, lease_until = ?, result = ?, reason = ?,
                    caused_by = ?, ended_at = ?, attempt = ?, fence = ?, progress = ?, note = ?, updated_at = ?,
                    report_fence = coalesce(?, report_fence), report_hash = coalesce(?, report_hash),
                    report_answer = coalesce(?, report_answer), version = version + 1
                WHERE id = ? AND version = ?""",
                task.stateText(),
                Row.millis(columns.notBefore()),
                task.agentId(),
                Row.millis(columns.leaseUntil()),
                columns.result(),
                task.reason(),
                columns.causedBy(),
                Row.millis(columns.endedAt()),
                task.attempt(),
                task.fence(),
                task.progress(),
                task.note(),
                Row.millis(task.updatedAt()),
                report == null ? null : report.fence(),
                report == null ? null : report.hash(),
                report == null ? null : report.answer(),
                task.id(),
                task.version());
        if (changed == 0) {
            throw new StaleVersion("task", task.id(), task.version());
        }
        return task.stored();
    }

    @Override
    public Optional<LastReport> lastReport(String id) {
        return sql.one(
                row -> new LastReport(row.number("report_fence"), row.text("report_hash"), row.text("report_answer")),
                "SELECT report_fence, report_hash, report_answer FROM task WHERE id = ? AND report_hash IS NOT NULL",
                id);
    }

    @Override
    public List<Task> claimable(String sessionId, Collection<String> routes, Instant now, int limit) {
        return new TaskQueue(sql).first(sessionId, routes, now, limit);
    }

    @Override
    public List<Task> dependants(String id) {
        return sql.list(TaskColumns::read, sql.forUpdate("""
                SELECT task.* FROM task_dependency JOIN task ON task.id = task_dependency.task_id
                WHERE task_dependency.depends_on = ? ORDER BY task.id"""), id);
    }

    @Override
    public int openDependencies(String id) {
        return dependencies(id, "task.state <> 'completed'");
    }

    @Override
    public int brokenDependencies(String id) {
        return dependencies(id, "task.state IN ('failed', 'cancelled')");
    }

    private int dependencies(String id, String condition) {
        return sql.one(row -> row.integer("n"), """
                        SELECT count(*) AS n FROM task_dependency JOIN task ON task.id = task_dependency.depends_on
                        WHERE task_dependency.task_id = ? AND\s""" + condition, id).orElse(0);
    }

    @Override
    public List<Task> assignedTo(String agentId) {
        return sql.list(
                TaskColumns::read, "SELECT * FROM task WHERE agent_id = ? AND state = 'assigned' ORDER BY id", agentId);
    }

    @Override
    public List<Task> waitingFor(String agentId) {
        return sql.list(TaskColumns::read, """
                SELECT task.* FROM task JOIN agent ON agent.session_id = task.session_id
                WHERE agent.id = ? AND task.route = ? AND task.ended_at IS NULL
                    AND task.state IN ('blocked', 'queued') ORDER BY task.id""", agentId, Event.toAgent(agentId));
    }

    @Override
    public List<String> notEnded(String sessionId) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM task WHERE session_id = ? AND state IN ('blocked', 'queued', 'assigned') ORDER BY id",
                sessionId);
    }

    @Override
    public List<Task> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("session_id = ?", filter.sessionId())
                .and("state = ?", filter.state())
                .and("agent_id = ?", filter.agentId())
                .and("route = ?", filter.capability() == null ? null : Event.toCapability(filter.capability()))
                .page(sql, TaskColumns::read, WITHOUT_CONTENT, "id", ask);
    }

    @Override
    public List<String> leasesOver(Instant now, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM task WHERE state = 'assigned' AND lease_until < ? ORDER BY lease_until LIMIT ?",
                Row.millis(now),
                limit);
    }

    @Override
    public List<String> pastDeadline(Instant now, int limit) {
        return sql.list(row -> row.text("id"), """
                SELECT id FROM task WHERE deadline IS NOT NULL AND ended_at IS NULL AND deadline <= ?
                ORDER BY deadline LIMIT ?""", Row.millis(now), limit);
    }

    @Override
    public Map<String, Integer> countByState(String sessionId) {
        Map<String, Integer> counts = new TreeMap<>();
        sql.list(
                row -> counts.put(row.text("state"), row.integer("n")),
                "SELECT state, count(*) AS n FROM task WHERE session_id = ? GROUP BY state",
                sessionId);
        return counts;
    }

    @Override
    public List<String> endedBefore(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM task WHERE " + FORGETTABLE + " ORDER BY ended_at LIMIT ?",
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id, Instant before) {
        Optional<String> found = sql.one(
                row -> row.text("id"),
                sql.forUpdate("SELECT id FROM task WHERE id = ? AND " + FORGETTABLE),
                id,
                Row.millis(before));
        if (found.isPresent()) {
            sql.update("DELETE FROM task_dependency WHERE task_id = ?", id);
            sql.update("DELETE FROM task_dependency WHERE depends_on = ?", id);
            sql.update("DELETE FROM task WHERE id = ?", id);
        }
    }
}
