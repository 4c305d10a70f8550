package dev.mosaicstack.store;

import dev.mosaicstack.core.analytics.AgentTimes;
import dev.mosaicstack.core.analytics.TaskTimes;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What analytics remembers of tasks and agents whose time is not over. */
record AnalyticsTimes(Sql sql) {

    Optional<TaskTimes> task(String id) {
        return sql.one(
                row -> new TaskTimes(
                        row.text("task_id"),
                        row.text("project"),
                        row.time("created_at"),
                        row.time("first_claimed_at"),
                        row.text("holder")),
                "SELECT * FROM analytics_task WHERE task_id = ?",
                id);
    }

    void save(TaskTimes task) {
        Long createdAt = Row.millis(task.createdAt());
        Long firstClaimedAt = Row.millis(task.firstClaimedAt());
        if (sql.update(
                        "UPDATE analytics_task SET created_at = ?, first_claimed_at = ?, holder = ? WHERE task_id = ?",
                        createdAt,
                        firstClaimedAt,
                        task.holder(),
                        task.taskId())
                == 0) {
            sql.update(
                    "INSERT INTO analytics_task (task_id, project, created_at, first_claimed_at, holder) VALUES (?, ?, ?, ?, ?)",
                    task.taskId(),
                    task.project(),
                    createdAt,
                    firstClaimedAt,
                    task.holder());
        }
    }

    Optional<AgentTimes> agent(String id) {
        return sql.one(AnalyticsTimes::read, "SELECT * FROM analytics_agent WHERE agent_id = ?", id);
    }

    void save(AgentTimes agent) {
        Long liveSince = Row.millis(agent.liveSince());
        Long busySince = Row.millis(agent.busySince());
        if (sql.update(
                        "UPDATE analytics_agent SET live_since = ?, busy_since = ? WHERE agent_id = ?",
                        liveSince,
                        busySince,
                        agent.agentId())
                == 0) {
            sql.update(
                    "INSERT INTO analytics_agent (agent_id, project, live_since, busy_since) VALUES (?, ?, ?, ?)",
                    agent.agentId(),
                    agent.project(),
                    liveSince,
                    busySince);
        }
    }

    /** By the agent's own row as well: where the end of one was missed, it does not live for ever. */
    List<AgentTimes> liveAgents(String project) {
        String live =
                "SELECT a.* FROM analytics_agent a JOIN agent ON agent.id = a.agent_id WHERE agent.state = 'live'";
        return project == null
                ? sql.list(AnalyticsTimes::read, live)
                : sql.list(AnalyticsTimes::read, live + " AND a.project = ?", project);
    }

    private static AgentTimes read(Row row) throws SQLException {
        return new AgentTimes(
                row.text("agent_id"), row.text("project"), row.time("live_since"), row.time("busy_since"));
    }
}
