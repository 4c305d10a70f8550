package dev.mosaicstack.store;

import dev.mosaicstack.core.coordination.Request;
import dev.mosaicstack.core.coordination.Requests;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.StaleVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

record RequestStore(Sql sql) implements Requests {

    /** No agent has this id: whoever addresses a request to itself by name gets it. */
    private static final String NOBODY = "";

    @Override
    public void insert(Request request) {
        sql.update(
                """
                INSERT INTO coordination_request (id, session_id, from_agent, route, topic, body, deadline, state,
                    created_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                request.id(),
                request.sessionId(),
                request.from(),
                request.route(),
                request.topic(),
                Row.json(request.body()),
                Row.millis(request.deadline()),
                request.stateText(),
                Row.millis(request.createdAt()),
                request.version());
    }

    @Override
    public Optional<Request> find(String id) {
        return sql.one(RequestStore::read, sql.forUpdate("SELECT * FROM coordination_request WHERE id = ?"), id);
    }

    @Override
    public Request update(Request request) {
        Columns columns = Columns.of(request.state());
        int changed = sql.update(
                """
                UPDATE coordination_request SET state = ?, holder = ?, held_until = ?, response = ?, reason = ?,
                    ended_at = ?, late = ?, version = version + 1
                WHERE id = ? AND version = ?""",
                request.stateText(),
                columns.holder(),
                Row.millis(columns.heldUntil()),
                columns.response(),
                columns.reason(),
                Row.millis(columns.endedAt()),
                Row.json(request.late()),
                request.id(),
                request.version());
        if (changed == 0) {
            throw new StaleVersion("request", request.id(), request.version());
        }
        return request.stored();
    }

    @Override
    public List<Request> readable(String sessionId, Collection<String> routes, String reader, Instant now, int limit) {
        List<Request> all = new ArrayList<>();
        for (String route : routes) {
            all.addAll(sql.list(
                    RequestStore::read,
                    """
                    SELECT * FROM coordination_request
                    WHERE session_id = ? AND route = ? AND ended_at IS NULL AND deadline > ? AND from_agent <> ?
                        AND (held_until IS NULL OR held_until <= ? OR holder = ?)
                    ORDER BY id LIMIT ?""",
                    sessionId,
                    route,
                    Row.millis(now),
                    Event.agentOf(route) != null ? NOBODY : reader,
                    Row.millis(now),
                    reader,
                    limit));
        }
        all.sort(Comparator.comparing(Request::id));
        return all.size() > limit ? all.subList(0, limit) : all;
    }

    @Override
    public List<Request> open(String sessionId) {
        return sql.list(
                RequestStore::read,
                "SELECT * FROM coordination_request WHERE session_id = ? AND ended_at IS NULL ORDER BY id",
                sessionId);
    }

    @Override
    public List<String> overdue(Instant now, int limit) {
        return sql.list(row -> row.text("id"), """
                SELECT id FROM coordination_request WHERE ended_at IS NULL AND deadline <= ?
                ORDER BY deadline LIMIT ?""", Row.millis(now), limit);
    }

    private record Columns(String holder, Instant heldUntil, String response, String reason, Instant endedAt) {
        static Columns of(Request.State state) {
            return switch (state) {
                case Request.State.Pending p -> new Columns(null, null, null, null, null);
                case Request.State.Delivered d -> new Columns(d.holder(), d.heldUntil(), null, null, null);
                case Request.State.Responded r -> new Columns(r.by(), null, Row.json(r.body()), null, r.at());
                case Request.State.Declined d -> new Columns(d.by(), null, null, d.reason(), d.at());
                case Request.State.Expired e -> new Columns(e.holder(), null, null, null, e.at());
            };
        }
    }

    private static Request read(Row row) throws SQLException {
        String route = row.text("route");
        return new Request(
                row.text("id"),
                row.text("session_id"),
                row.text("from_agent"),
                Event.agentOf(route),
                Event.capabilityOf(route),
                row.text("topic"),
                row.json("body"),
                row.time("deadline"),
                state(row),
                row.json("late"),
                row.time("created_at"),
                row.number("version"));
    }

    private static Request.State state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "pending" -> new Request.State.Pending();
            case "delivered" -> new Request.State.Delivered(row.text("holder"), row.time("held_until"));
            case "responded" ->
                new Request.State.Responded(row.text("holder"), row.json("response"), row.time("ended_at"));
            case "declined" -> new Request.State.Declined(row.text("holder"), row.text("reason"), row.time("ended_at"));
            case "expired" -> new Request.State.Expired(row.text("holder"), row.time("ended_at"));
            default -> throw new IllegalStateException("no request state " + state);
        };
    }

    /** By id: a request ends within a day, so hardly any of those made before {@code before} ended later. */
    @Override
    public List<String> endedBefore(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM coordination_request WHERE id < ? AND ended_at <= ? ORDER BY id LIMIT ?",
                Ids.floor(before),
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM coordination_request WHERE id = ?", id);
    }
}
