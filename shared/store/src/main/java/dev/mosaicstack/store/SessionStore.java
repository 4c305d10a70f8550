package dev.mosaicstack.store;

import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.core.store.StaleVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record SessionStore(Sql sql, Map<String, Session> relied) implements Sessions {

    private static final String BY_ID = "SELECT * FROM session WHERE id = ?";

    @Override
    public void insert(Session session) {
        sql.update(
                """
                INSERT INTO session (id, project, client, state, created_at, expires_at, ended_at, metadata, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                session.id(),
                session.project(),
                session.client(),
                session.stateText(),
                Row.millis(session.createdAt()),
                Row.millis(session.expiresAt()),
                Row.millis(session.endedAt()),
                Row.json(session.metadata()),
                session.version());
    }

    @Override
    public Optional<Session> find(String id) {
        return sql.one(SessionStore::read, sql.forUpdate(BY_ID), id);
    }

    /** Looked up once in a transaction: it stays as it is, and a batch relies on the same one for each of its items. */
    @Override
    public Optional<Session> findShared(String id) {
        Session known = relied.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Session> found = sql.one(SessionStore::read, sql.forShare(BY_ID), id);
        found.ifPresent(session -> relied.put(id, session));
        return found;
    }

    @Override
    public Session update(Session session) {
        relied.remove(session.id());
        int changed = sql.update(
                "UPDATE session SET state = ?, ended_at = ?, version = version + 1 WHERE id = ? AND version = ?",
                session.stateText(),
                Row.millis(session.endedAt()),
                session.id(),
                session.version());
        if (changed == 0) {
            throw new StaleVersion("session", session.id(), session.version());
        }
        return session.stored();
    }

    @Override
    public List<Session> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("project = ?", filter.project())
                .and("state = ?", filter.state())
                .and("id = ?", filter.id())
                .page(sql, SessionStore::read, "SELECT * FROM session", "id", ask);
    }

    @Override
    public List<String> overdue(Instant now, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM session WHERE state = 'active' AND expires_at <= ? ORDER BY expires_at LIMIT ?",
                Row.millis(now),
                limit);
    }

    private static Session read(Row row) throws SQLException {
        return new Session(
                row.text("id"),
                row.text("project"),
                row.text("client"),
                state(row),
                row.time("created_at"),
                row.time("expires_at"),
                row.json("metadata"),
                row.number("version"));
    }

    private static Session.State state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "active" -> new Session.State.Active();
            case "closed" -> new Session.State.Closed(row.time("ended_at"));
            case "expired" -> new Session.State.Expired(row.time("ended_at"));
            default -> throw new IllegalStateException("no session state " + state);
        };
    }

    /** What a session that has ended at the second parameter, and was made before the first, has to be rid of. */
    static final String WITHOUT_WORK = "session.id < ? AND session.ended_at <= ?"
            + " AND NOT EXISTS (SELECT 1 FROM task WHERE task.session_id = session.id)"
            + " AND NOT EXISTS (SELECT 1 FROM coordination_request r WHERE r.session_id = session.id)";

    @Override
    public List<String> endedBefore(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM session WHERE " + WITHOUT_WORK
                        + " AND NOT EXISTS (SELECT 1 FROM agent WHERE agent.session_id = session.id)"
                        + " ORDER BY id LIMIT ?",
                Ids.floor(before),
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM session WHERE id = ?", id);
    }
}
