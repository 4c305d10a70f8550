package dev.mosaicstack.store;

import dev.mosaicstack.core.notify.Kind;
import dev.mosaicstack.core.notify.Note;
import dev.mosaicstack.core.notify.Notification;
import dev.mosaicstack.core.notify.Notification.State;
import dev.mosaicstack.core.notify.Notifications;
import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.core.store.StaleVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record NotificationStore(Sql sql) implements Notifications {

    @Override
    public void insert(Notification notification) {
        sql.update(
                """
                INSERT INTO notification (id, channel, kind, type, severity, project, count, first_note, last_note,
                    due_at, failures, last_error, state, state_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                notification.id(),
                notification.channel(),
                notification.kind().key(),
                notification.kind().type(),
                notification.kind().severity().text(),
                notification.kind().project(),
                notification.count(),
                Row.json(notification.first().json()),
                Row.json(notification.last().json()),
                Row.millis(notification.dueAt()),
                notification.failures(),
                notification.lastError(),
                notification.stateText(),
                Row.millis(notification.stateAt()),
                notification.version());
    }

    @Override
    public Optional<Notification> find(String id) {
        return sql.one(NotificationStore::read, sql.forUpdate("SELECT * FROM notification WHERE id = ?"), id);
    }

    @Override
    public Optional<Notification> newest(String channel, Kind kind) {
        return sql.one(
                NotificationStore::read,
                sql.forUpdate("SELECT * FROM notification WHERE channel = ? AND kind = ? ORDER BY due_at DESC LIMIT 1"),
                channel,
                kind.key());
    }

    @Override
    public Notification update(Notification notification) {
        int changed = sql.update(
                """
                UPDATE notification SET count = ?, last_note = ?, failures = ?, last_error = ?, state = ?, state_at = ?,
                    version = version + 1
                WHERE id = ? AND version = ?""",
                notification.count(),
                Row.json(notification.last().json()),
                notification.failures(),
                notification.lastError(),
                notification.stateText(),
                Row.millis(notification.stateAt()),
                notification.id(),
                notification.version());
        if (changed == 0) {
            throw new StaleVersion("notification", notification.id(), notification.version());
        }
        return notification.stored();
    }

    /** Two ranges of one index: over both states at once it would be read for every message that was ever sent. */
    @Override
    public List<String> sendable(String channel, Instant now, int limit) {
        return sql.list(
                row -> row.text("id"), """
                SELECT id FROM (
                    SELECT * FROM (SELECT id, state_at FROM notification
                        WHERE state = 'waiting' AND channel = ? AND state_at <= ? ORDER BY state_at LIMIT ?) AS waiting
                    UNION ALL
                    SELECT * FROM (SELECT id, state_at FROM notification
                        WHERE state = 'sending' AND channel = ? AND state_at <= ? ORDER BY state_at LIMIT ?) AS left_behind
                ) AS sendable
                ORDER BY state_at LIMIT ?""", channel, Row.millis(now), limit, channel, Row.millis(now), limit, limit);
    }

    @Override
    public List<String> old(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM notification WHERE state_at <= ? ORDER BY state_at LIMIT ?",
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM notification WHERE id = ?", id);
    }

    private static Notification read(Row row) throws SQLException {
        return new Notification(
                row.text("id"),
                row.text("channel"),
                new Kind(row.text("type"), Severity.of(row.text("severity")).orElseThrow(), row.text("project")),
                row.number("count"),
                Note.of(row.json("first_note")),
                Note.of(row.json("last_note")),
                row.time("due_at"),
                row.integer("failures"),
                row.text("last_error"),
                state(row),
                row.number("version"));
    }

    private static State state(Row row) throws SQLException {
        Instant at = row.time("state_at");
        String state = row.text("state");
        return switch (state) {
            case "waiting" -> new State.Waiting(at);
            case "sending" -> new State.Sending(at);
            case "sent" -> new State.Sent(at);
            case "given_up" -> new State.GivenUp(at);
            default -> throw new IllegalStateException("no notification state " + state);
        };
    }
}
