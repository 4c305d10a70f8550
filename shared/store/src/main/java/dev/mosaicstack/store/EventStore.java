package dev.mosaicstack.store;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventLog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The event log in SQL; remembers what this transaction added. */
final class EventStore implements EventLog {

    private final Sql sql;
    private final List<Event> added = new ArrayList<>();

    EventStore(Sql sql) {
        this.sql = sql;
    }

    /** What this transaction appended, with positions. */
    List<Event> added() {
        return added;
    }

    @Override
    public void append(Event event) {
        long position = sql.one(
                        row -> row.number("position"),
                        """
                        INSERT INTO event (id, type, source, subject, time, session_id, audience, request_id, replay_of, data)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING position""",
                        event.id(),
                        event.type(),
                        event.source(),
                        event.subject(),
                        Row.millis(event.time()),
                        event.sessionId(),
                        event.audience(),
                        event.requestId(),
                        event.replayOf(),
                        event.data())
                .orElseThrow();
        added.add(event.at(position));
    }

    @Override
    public Optional<Event> find(String id) {
        return sql.one(EventStore::read, "SELECT * FROM event WHERE id = ?", id);
    }

    @Override
    public List<Event> ofSubject(String subject, int limit) {
        List<Event> newest = sql.list(
                EventStore::read,
                "SELECT * FROM event WHERE subject = ? ORDER BY position DESC LIMIT ?",
                subject,
                limit);
        Collections.reverse(newest);
        return newest;
    }

    @Override
    public List<Event> after(long position, int limit) {
        return sql.list(
                EventStore::read, "SELECT * FROM event WHERE position > ? ORDER BY position LIMIT ?", position, limit);
    }

    @Override
    public long lastPosition() {
        return sql.one(row -> row.number("last"), "SELECT max(position) AS last FROM event")
                .orElse(0L);
    }

    private static Event read(Row row) throws SQLException {
        return new Event(
                row.number("position"),
                row.text("id"),
                row.text("type"),
                row.text("source"),
                row.text("subject"),
                row.time("time"),
                row.text("session_id"),
                row.text("audience"),
                row.text("request_id"),
                row.text("replay_of"),
                row.text("data"));
    }

    /** Where an event and the time it happened at lie. */
    private record Place(long position, Instant time) {}

    /** Up to the first that is too young, also where the clock was set back: the log has a beginning, and no holes. */
    @Override
    public List<Long> happenedBefore(Instant before, int limit) {
        List<Place> oldest = sql.list(row -> new Place(row.number("position"), row.time("time")), """
                SELECT position, time FROM event WHERE position < (SELECT max(position) FROM event)
                ORDER BY position LIMIT ?""", limit);
        return oldest.stream()
                .takeWhile(place -> !place.time().isAfter(before))
                .map(Place::position)
                .toList();
    }

    @Override
    public void forget(long position) {
        sql.update("DELETE FROM event WHERE position = ?", position);
    }
}
