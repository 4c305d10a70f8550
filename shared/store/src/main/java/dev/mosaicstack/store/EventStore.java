package dev.mosaicstack.store;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.json.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The event log in SQL; remembers what this transaction added. */
final class EventStore implements EventLog {

    private static final String HEAD =
            "id, type, source, subject, time, session_id, audience, request_id, replay_of, attributes";
    private static final String COLUMNS = HEAD + ", data";
    private static final String INSERT = "INSERT INTO event (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_AT =
            "INSERT INTO event (" + COLUMNS + ", position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Of the data of events that are read at once, and one event more. */
    private static final long MOST_CHARACTERS = 4L * 1024 * 1024;

    private final Sql sql;
    private final List<Event> added = new ArrayList<>();

    EventStore(Sql sql) {
        this.sql = sql;
    }

    /** What this transaction appended; with positions where they are known at once. */
    List<Event> added() {
        return added;
    }

    @Override
    public void append(Event event) {
        if (sql.dialect().concurrent()) {
            sql.update(INSERT, values(event).toArray());
            added.add(event);
        } else {
            Event placed = event.at(sql.nextPosition());
            List<Object> values = values(placed);
            values.add(placed.position());
            sql.update(INSERT_AT, values.toArray());
            added.add(placed);
        }
    }

    /** Always in the order of their numbers, so that no two batches wait for each other. */
    @Override
    public void alone(Set<String> sources) {
        if (sql.locks()) {
            sources.stream()
                    .map(source -> Dialect.lockNumber("source", source))
                    .sorted()
                    .distinct()
                    .forEach(key -> sql.dialect().lock(sql, key));
        }
    }

    private static List<Object> values(Event event) {
        List<Object> values = new ArrayList<>(12);
        values.add(event.id());
        values.add(event.type());
        values.add(event.source());
        values.add(event.subject());
        values.add(Row.millis(event.time()));
        values.add(event.sessionId());
        values.add(event.audience());
        values.add(event.requestId());
        values.add(event.replayOf());
        values.add(event.attributes().isEmpty() ? null : Json.write(event.attributes()));
        values.add(event.data());
        return values;
    }

    @Override
    public boolean unnumbered() {
        return sql.dialect().concurrent()
                && sql.one(row -> 1, "SELECT seq FROM event WHERE position IS NULL LIMIT 1")
                        .isPresent();
    }

    /** Under the lock of one row, so that positions are given by one transaction at a time and without a gap. */
    @Override
    public int number(int limit) {
        long newest = sql.one(row -> row.number("newest"), "SELECT newest FROM event_position WHERE id = 1 FOR UPDATE")
                .orElseThrow();
        int numbered = sql.update(sql.dialect().numberEvents(), newest, limit);
        sql.update("UPDATE event_position SET newest = ? WHERE id = 1", newest + numbered);
        return numbered;
    }

    @Override
    public Optional<Event> find(String id) {
        return sql.one(EventStore::read, "SELECT * FROM event WHERE id = ?", id);
    }

    @Override
    public List<Event> ofSubject(String subject, int limit) {
        List<Event> newest = sql.list(
                EventStore::read,
                "SELECT * FROM event WHERE subject = ? AND source = ? ORDER BY "
                        + sql.dialect().eventOrder() + " DESC LIMIT ?",
                subject,
                Recorder.OWN_SOURCE,
                limit);
        Collections.reverse(newest);
        return newest;
    }

    @Override
    public List<Event> after(long position, int limit) {
        return sql.listUpTo(
                MOST_CHARACTERS,
                event -> event.data().length(),
                EventStore::read,
                "SELECT * FROM event WHERE position > ? ORDER BY position LIMIT ?",
                position,
                limit);
    }

    @Override
    public List<Event> heads(long position, int limit) {
        return sql.list(
                EventStore::read,
                "SELECT position, " + HEAD + ", NULL AS data FROM event WHERE position > ? ORDER BY position LIMIT ?",
                position,
                limit);
    }

    @Override
    public long lastPosition() {
        return sql.one(row -> row.number("newest"), "SELECT max(position) AS newest FROM event")
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
                row.text("data"),
                row.texts("attributes"));
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
