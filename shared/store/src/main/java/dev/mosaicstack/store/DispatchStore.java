package dev.mosaicstack.store;

import dev.mosaicstack.core.dispatch.DeadLetter;
import dev.mosaicstack.core.dispatch.Dispatches;
import dev.mosaicstack.core.dispatch.Lease;
import dev.mosaicstack.core.dispatch.Parked;
import dev.mosaicstack.core.dispatch.Progress;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record DispatchStore(Sql sql) implements Dispatches {

    private static final String PARK =
            "INTO parked_event (subscription_id, position, event_id, lane, attempts, not_before) VALUES (?, ?, ?, ?, ?, ?)";

    /** Rows of this table outlive their subscription for as long as something is to be removed: they say what, without a search. */
    static final String CLOSED =
            "SELECT dispatch.subscription_id FROM dispatch WHERE subscription_id NOT IN (SELECT id FROM subscription)";

    private static final String IS_ACTIVE =
            "EXISTS (SELECT 1 FROM subscription WHERE subscription.id = dispatch.subscription_id AND state = 'active')";

    @Override
    public void open(String subscriptionId, long position) {
        sql.update(
                "INSERT INTO dispatch (subscription_id, position, fence, delivered, failed) VALUES (?, ?, 0, 0, 0)",
                subscriptionId,
                position);
    }

    @Override
    public void restart(String subscriptionId, long position) {
        sql.update("""
                UPDATE dispatch SET position = ?, owner = NULL, lease_until = NULL, fence = fence + 1,
                    paused_until = NULL
                WHERE subscription_id = ?""", position, subscriptionId);
    }

    @Override
    public void close(String subscriptionId) {
        sql.update(
                "UPDATE dispatch SET owner = NULL, lease_until = NULL, fence = fence + 1 WHERE subscription_id = ?",
                subscriptionId);
    }

    @Override
    public Optional<Status> status(String subscriptionId) {
        return sql.one(DispatchStore::status, """
                SELECT dispatch.*,
                    (SELECT count(*) FROM parked_event p WHERE p.subscription_id = dispatch.subscription_id) AS parked,
                    (SELECT min(p.position) FROM parked_event p WHERE p.subscription_id = dispatch.subscription_id)
                        AS parked_from,
                    (SELECT count(*) FROM dead_letter d WHERE d.subscription_id = dispatch.subscription_id) AS dead
                FROM dispatch WHERE subscription_id = ?""", subscriptionId);
    }

    private static Status status(Row row) throws SQLException {
        return new Status(
                row.text("subscription_id"),
                row.number("position"),
                row.text("owner"),
                row.time("lease_until"),
                row.number("delivered"),
                row.number("failed"),
                row.time("delivered_at"),
                row.time("failed_at"),
                row.text("last_error"),
                row.time("paused_until"),
                row.number("parked"),
                row.optionalNumber("parked_from"),
                row.number("dead"));
    }

    @Override
    public int present(String dispatcher, Instant now, Instant until) {
        sql.update("DELETE FROM dispatcher WHERE live_until <= ? AND id <> ?", Row.millis(now), dispatcher);
        if (sql.update("UPDATE dispatcher SET live_until = ? WHERE id = ?", Row.millis(until), dispatcher) == 0) {
            sql.update("INSERT INTO dispatcher (id, live_until) VALUES (?, ?)", dispatcher, Row.millis(until));
        }
        return sql.one(row -> row.integer("n"), "SELECT count(*) AS n FROM dispatcher")
                .orElseThrow();
    }

    @Override
    public List<String> dispatchers() {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM dispatcher UNION SELECT owner AS id FROM dispatch WHERE owner IS NOT NULL");
    }

    @Override
    public void absent(String dispatcher) {
        sql.update("DELETE FROM dispatcher WHERE id = ?", dispatcher);
        sql.update("UPDATE dispatch SET owner = NULL, lease_until = NULL WHERE owner = ?", dispatcher);
    }

    @Override
    public List<String> free(Instant now, int limit) {
        return sql.list(
                row -> row.text("subscription_id"),
                "SELECT subscription_id FROM dispatch WHERE (owner IS NULL OR lease_until <= ?) AND " + IS_ACTIVE
                        + " ORDER BY coalesce(lease_until, 0), subscription_id LIMIT ?",
                Row.millis(now),
                limit);
    }

    @Override
    public Optional<Lease> claim(String subscriptionId, String dispatcher, Instant now, Instant until) {
        int claimed = sql.update(
                "UPDATE dispatch SET owner = ?, lease_until = ?, fence = fence + 1"
                        + " WHERE subscription_id = ? AND (owner IS NULL OR lease_until <= ?) AND " + IS_ACTIVE,
                dispatcher,
                Row.millis(until),
                subscriptionId,
                Row.millis(now));
        if (claimed == 0) {
            return Optional.empty();
        }
        return sql.one(
                row -> new Lease(
                        subscriptionId,
                        dispatcher,
                        row.number("fence"),
                        row.number("position"),
                        row.time("paused_until")),
                "SELECT * FROM dispatch WHERE subscription_id = ?",
                subscriptionId);
    }

    @Override
    public boolean renew(Lease lease, Instant until) {
        return sql.update(
                        "UPDATE dispatch SET lease_until = ? WHERE subscription_id = ? AND fence = ? AND owner = ? AND "
                                + IS_ACTIVE,
                        Row.millis(until),
                        lease.subscriptionId(),
                        lease.fence(),
                        lease.owner())
                == 1;
    }

    @Override
    public boolean save(Lease lease, Progress progress, Instant now) {
        int mine = sql.update(
                """
                UPDATE dispatch SET position = ?, delivered = delivered + ?, failed = failed + ?,
                    delivered_at = coalesce(?, delivered_at), failed_at = coalesce(?, failed_at),
                    last_error = coalesce(?, last_error), paused_until = ?
                WHERE subscription_id = ? AND fence = ? AND owner = ?""",
                progress.position(),
                progress.delivered(),
                progress.failed(),
                progress.delivered() > 0 ? Row.millis(now) : null,
                progress.failed() > 0 ? Row.millis(now) : null,
                progress.lastError(),
                Row.millis(progress.pausedUntil()),
                lease.subscriptionId(),
                lease.fence(),
                lease.owner());
        if (mine == 0) {
            return false;
        }
        String id = lease.subscriptionId();
        progress.finished()
                .forEach(position -> sql.update(
                        "DELETE FROM parked_event WHERE subscription_id = ? AND position = ?", id, position));
        progress.retried()
                .forEach(parked -> sql.update(
                        "UPDATE parked_event SET attempts = ?, not_before = ? WHERE subscription_id = ? AND position = ?",
                        parked.attempts(),
                        Row.millis(parked.notBefore()),
                        id,
                        parked.position()));
        progress.parked().forEach(parked -> park(id, parked));
        var deadLetters = new DeadLetterStore(sql);
        for (DeadLetter letter : progress.dead()) {
            deadLetters.insert(letter);
        }
        return true;
    }

    @Override
    public void release(Lease lease) {
        sql.update(
                "UPDATE dispatch SET owner = NULL, lease_until = NULL WHERE subscription_id = ? AND fence = ? AND owner = ?",
                lease.subscriptionId(),
                lease.fence(),
                lease.owner());
    }

    @Override
    public void promote(String subscriptionId, Instant now) {
        sql.update("""
                UPDATE parked_event SET not_before = ? WHERE subscription_id = ? AND not_before IS NULL
                    AND NOT EXISTS (SELECT 1 FROM parked_event p WHERE p.subscription_id = parked_event.subscription_id
                        AND p.lane = parked_event.lane AND p.position < parked_event.position)""", Row.millis(now), subscriptionId);
    }

    @Override
    public void hasten(String subscriptionId, Instant now) {
        sql.update(
                "UPDATE parked_event SET not_before = ? WHERE subscription_id = ? AND not_before > ?",
                Row.millis(now),
                subscriptionId,
                Row.millis(now));
    }

    @Override
    public List<String> lanes(String subscriptionId) {
        return sql.list(
                row -> row.text("lane"),
                "SELECT DISTINCT lane FROM parked_event WHERE subscription_id = ?",
                subscriptionId);
    }

    @Override
    public List<Parked> due(String subscriptionId, Instant now, int limit) {
        return sql.list(
                DispatchStore::parked,
                "SELECT * FROM parked_event WHERE subscription_id = ? AND not_before <= ? ORDER BY not_before LIMIT ?",
                subscriptionId,
                Row.millis(now),
                limit);
    }

    @Override
    public List<Parked> ofLane(String subscriptionId, String lane, int limit) {
        return sql.list(
                DispatchStore::parked,
                "SELECT * FROM parked_event WHERE subscription_id = ? AND lane = ? ORDER BY position LIMIT ?",
                subscriptionId,
                lane,
                limit);
    }

    private static Parked parked(Row row) throws SQLException {
        return new Parked(
                row.number("position"),
                row.text("event_id"),
                row.text("lane"),
                row.integer("attempts"),
                row.time("not_before"));
    }

    @Override
    public void park(String subscriptionId, Parked parked) {
        sql.update(
                sql.dialect().insertUnlessThere(PARK),
                subscriptionId,
                parked.position(),
                parked.eventId(),
                parked.lane(),
                parked.attempts(),
                Row.millis(parked.notBefore()));
    }

    @Override
    public boolean anyClosed() {
        return sql.one(row -> 1, CLOSED + " LIMIT 1").isPresent();
    }

    @Override
    public int forgetClosed(int limit) {
        int parked = 0;
        for (String closed : sql.list(row -> row.text("subscription_id"), CLOSED)) {
            parked += forgetParked(closed, limit - parked);
            sql.update("""
                    DELETE FROM dispatch WHERE subscription_id = ?
                        AND NOT EXISTS (SELECT 1 FROM parked_event p WHERE p.subscription_id = dispatch.subscription_id)
                        AND NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.subscription_id = dispatch.subscription_id)""", closed);
        }
        return parked;
    }

    private int forgetParked(String subscriptionId, int limit) {
        List<Long> positions = sql.list(
                row -> row.number("position"),
                "SELECT position FROM parked_event WHERE subscription_id = ? ORDER BY position LIMIT ?",
                subscriptionId,
                limit);
        positions.forEach(position -> sql.update(
                "DELETE FROM parked_event WHERE subscription_id = ? AND position = ?", subscriptionId, position));
        return positions.size();
    }

    @Override
    public Optional<Long> needed() {
        return sql.one(row -> row.number("needed"), """
                SELECT min(needed) AS needed FROM (
                    SELECT dispatch.position + 1 AS needed FROM dispatch JOIN subscription s ON s.id = subscription_id
                    WHERE s.state = 'active'
                    UNION ALL
                    SELECT (SELECT min(p.position) FROM parked_event p WHERE p.subscription_id = s.id) FROM subscription s
                    WHERE s.state = 'active') AS positions
                HAVING min(needed) IS NOT NULL""");
    }

    @Override
    public List<String> needing(long position) {
        return sql.list(row -> row.text("id"), """
                SELECT id FROM subscription WHERE state = 'active' AND (
                    EXISTS (SELECT 1 FROM dispatch d WHERE d.subscription_id = id AND d.position < ?)
                    OR EXISTS (SELECT 1 FROM parked_event p WHERE p.subscription_id = id AND p.position <= ?))""", position, position);
    }
}
