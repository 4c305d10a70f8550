package dev.mosaicstack.store;

import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.agent.Agents;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.StaleVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

record AgentStore(Sql sql) implements Agents {

    private static final String BUSY =
            "EXISTS (SELECT 1 FROM task WHERE task.agent_id = agent.id AND task.state = 'assigned')";
    private static final String SELECT = "SELECT agent.*, CASE WHEN " + BUSY + " THEN 1 ELSE 0 END AS busy FROM agent";
    private static final String BY_ID = SELECT + " WHERE id = ?";

    @Override
    public void insert(Agent agent) {
        sql.update(
                """
                INSERT INTO agent (id, session_id, name, role, capabilities, metadata, state, created_at, last_seen_at,
                    stopped_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                agent.id(),
                agent.sessionId(),
                agent.name(),
                agent.role(),
                Json.write(agent.capabilities()),
                Row.json(agent.metadata()),
                state(agent.state()),
                Row.millis(agent.createdAt()),
                Row.millis(agent.lastSeenAt()),
                stoppedAt(agent.state()),
                agent.version());
    }

    @Override
    public Optional<Agent> find(String id) {
        return sql.one(AgentStore::read, sql.forUpdate(BY_ID), id);
    }

    @Override
    public Optional<Agent> findShared(String id) {
        return sql.one(AgentStore::read, sql.forShare(BY_ID), id);
    }

    @Override
    public Agent update(Agent agent) {
        int changed = sql.update(
                """
                UPDATE agent SET state = ?, last_seen_at = ?, stopped_at = ?, version = version + 1
                WHERE id = ? AND version = ?""",
                state(agent.state()),
                Row.millis(agent.lastSeenAt()),
                stoppedAt(agent.state()),
                agent.id(),
                agent.version());
        if (changed == 0) {
            throw new StaleVersion("agent", agent.id(), agent.version());
        }
        return find(agent.id()).orElseThrow();
    }

    @Override
    public void touch(String id, Instant now) {
        sql.update("UPDATE agent SET last_seen_at = ? WHERE id = ? AND state = 'live'", Row.millis(now), id);
    }

    @Override
    public List<Agent> notStopped(String sessionId) {
        return sql.list(
                AgentStore::read, SELECT + " WHERE session_id = ? AND state <> 'stopped' ORDER BY id", sessionId);
    }

    @Override
    public List<Agent> list(Filter filter, Page.Ask ask) {
        var where = new Where()
                .and("session_id = ?", filter.sessionId())
                .and("replace(capabilities, ?, '') <> capabilities", quoted(filter.capability()));
        if (filter.state() != null) {
            switch (filter.state()) {
                case "idle" -> where.and("state = ? AND NOT " + BUSY, "live");
                case "busy" -> where.and("state = ? AND " + BUSY, "live");
                default -> where.and("state = ?", filter.state());
            }
        }
        return where.page(sql, AgentStore::read, SELECT, "id", ask);
    }

    @Override
    public List<String> silentSince(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM agent WHERE state = 'live' AND last_seen_at < ? ORDER BY last_seen_at LIMIT ?",
                Row.millis(before),
                limit);
    }

    /** As it stands in the JSON array. */
    private static String quoted(String capability) {
        return capability == null ? null : Json.write(capability);
    }

    private static String state(Agent.State state) {
        return switch (state) {
            case Agent.State.Live live -> "live";
            case Agent.State.Lost lost -> "lost";
            case Agent.State.Stopped stopped -> "stopped";
        };
    }

    private static Long stoppedAt(Agent.State state) {
        return state instanceof Agent.State.Stopped stopped ? Row.millis(stopped.at()) : null;
    }

    private static Agent read(Row row) throws SQLException {
        var capabilities = new LinkedHashSet<String>();
        row.json("capabilities").forEach(c -> capabilities.add(c.textValue()));
        return new Agent(
                row.text("id"),
                row.text("session_id"),
                row.text("name"),
                row.text("role"),
                capabilities,
                row.json("metadata"),
                state(row),
                row.time("created_at"),
                row.time("last_seen_at"),
                row.integer("busy") == 1,
                row.number("version"));
    }

    private static Agent.State state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "live" -> new Agent.State.Live();
            case "lost" -> new Agent.State.Lost();
            case "stopped" -> new Agent.State.Stopped(row.time("stopped_at"));
            default -> throw new IllegalStateException("no agent state " + state);
        };
    }

    @Override
    public List<String> ofSessionsEndedBefore(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT agent.id FROM session JOIN agent ON agent.session_id = session.id WHERE "
                        + SessionStore.WITHOUT_WORK + " ORDER BY session.id LIMIT ?",
                Ids.floor(before),
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM agent WHERE id = ?", id);
    }
}
