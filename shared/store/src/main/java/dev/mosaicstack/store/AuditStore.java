package dev.mosaicstack.store;

import dev.mosaicstack.core.audit.AuditRow;
import dev.mosaicstack.core.audit.Audits;
import dev.mosaicstack.core.audit.Entry;
import dev.mosaicstack.core.input.Page;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

record AuditStore(Sql sql) implements Audits {

    @Override
    public Head head() {
        return sql.one(AuditStore::head, "SELECT * FROM audit_head WHERE id = 1")
                .orElseThrow();
    }

    @Override
    public Head lock() {
        return sql.one(AuditStore::head, sql.forUpdate("SELECT * FROM audit_head WHERE id = 1"))
                .orElseThrow();
    }

    private static Head head(Row row) throws SQLException {
        return new Head(
                row.number("sequence"),
                row.text("hash"),
                row.number("position"),
                row.number("gone_sequence"),
                row.text("gone_hash"));
    }

    @Override
    public boolean has(String eventId) {
        return sql.one(row -> 1, "SELECT 1 FROM audit WHERE event_id = ?", eventId)
                .isPresent();
    }

    @Override
    public void append(AuditRow row) {
        Entry entry = row.entry();
        sql.update(
                """
                INSERT INTO audit (sequence, previous_hash, event_id, position, type, source, subject, time, session_id,
                    actor, request_id, replay_of, data_hash, attributes_hash, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                row.sequence(),
                row.previous(),
                entry.eventId(),
                entry.position(),
                entry.type(),
                entry.source(),
                entry.subject(),
                Row.millis(entry.time()),
                entry.sessionId(),
                entry.actor(),
                entry.requestId(),
                entry.replayOf(),
                entry.dataHash(),
                entry.attributesHash(),
                row.hash());
    }

    @Override
    public void end(AuditRow newest, long position) {
        sql.update(
                "UPDATE audit_head SET sequence = ?, hash = ?, position = ? WHERE id = 1",
                newest.sequence(),
                newest.hash(),
                position);
    }

    /** By sequence and not by event id: the ids of published events are hashes, and say nothing of their time. */
    @Override
    public List<AuditRow> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("type = ?", filter.type())
                .and("subject = ?", filter.subject())
                .and("actor = ?", filter.actor())
                .and("time >= ?", Row.millis(filter.since()))
                .and("time < ?", Row.millis(filter.until()))
                .and("sequence < ?", ask.before() == null ? null : AuditRow.sequenceOf(ask.before()))
                .page(sql, AuditStore::read, "SELECT * FROM audit", "sequence", new Page.Ask(ask.limit(), null));
    }

    @Override
    public List<AuditRow> after(long sequence, int limit) {
        return sql.list(
                AuditStore::read, "SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?", sequence, limit);
    }

    private static AuditRow read(Row row) throws SQLException {
        var entry = new Entry(
                row.text("event_id"),
                row.number("position"),
                row.text("type"),
                row.text("source"),
                row.text("subject"),
                row.time("time"),
                row.text("session_id"),
                row.text("actor"),
                row.text("request_id"),
                row.text("replay_of"),
                row.text("data_hash"),
                row.text("attributes_hash"));
        return new AuditRow(row.number("sequence"), row.text("previous_hash"), entry, row.text("hash"));
    }

    /** A row of the chain and the time of its event. */
    private record Aged(long sequence, Instant time) {}

    /** A chain that is broken is removed up to the break and no further: the rest is evidence. */
    @Override
    public List<Long> happenedBefore(Instant before, int limit) {
        long gone = head().goneSequence();
        List<Aged> oldest = sql.list(row -> new Aged(row.number("sequence"), row.time("time")), """
                SELECT sequence, time FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?""", gone, limit);
        List<Long> old = new ArrayList<>();
        for (Aged row : oldest) {
            if (row.sequence() != gone + old.size() + 1 || row.time().isAfter(before)) {
                break;
            }
            old.add(row.sequence());
        }
        return old;
    }

    @Override
    public void forget(long sequence) {
        int next = sql.update("""
                UPDATE audit_head SET gone_sequence = gone_sequence + 1,
                    gone_hash = (SELECT audit.hash FROM audit WHERE audit.sequence = ?)
                WHERE id = 1 AND gone_sequence = ?
                    AND EXISTS (SELECT 1 FROM audit WHERE audit.sequence = ?)""", sequence, sequence - 1, sequence);
        if (next == 1) {
            sql.update("DELETE FROM audit WHERE sequence = ?", sequence);
        }
    }
}
