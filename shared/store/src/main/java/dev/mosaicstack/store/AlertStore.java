package dev.mosaicstack.store;

import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.core.alert.Alerts;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.StaleVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record AlertStore(Sql sql) implements Alerts {

    @Override
    public void insert(Alert alert) {
        if (alert.isLive() && isLive(alert.fingerprint())) {
            throw new StaleVersion("alert", alert.fingerprint(), alert.version());
        }
        sql.update(
                """
                INSERT INTO alert (id, rule, fingerprint, live, labels, severity, summary, runbook, state, active_since,
                    fired_at, resolved_at, value, seen_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                alert.id(),
                alert.rule(),
                alert.fingerprint(),
                live(alert),
                Json.write(alert.labels()),
                alert.severity(),
                alert.summary(),
                alert.runbook(),
                alert.state().text(),
                Row.millis(alert.activeSince()),
                Row.millis(alert.firedAt()),
                Row.millis(alert.resolvedAt()),
                Double.toString(alert.value()),
                Row.millis(alert.seenAt()),
                alert.version());
    }

    private boolean isLive(String fingerprint) {
        return sql.one(row -> 1, "SELECT 1 FROM alert WHERE live = ?", fingerprint)
                .isPresent();
    }

    private static String live(Alert alert) {
        return alert.isLive() ? alert.fingerprint() : null;
    }

    @Override
    public Optional<Alert> live(String fingerprint) {
        return sql.one(AlertStore::alert, sql.forUpdate("SELECT * FROM alert WHERE live = ?"), fingerprint);
    }

    @Override
    public Alert update(Alert alert) {
        int changed = sql.update(
                """
                UPDATE alert SET live = ?, severity = ?, summary = ?, runbook = ?, state = ?,
                    active_since = ?, fired_at = ?, resolved_at = ?, value = ?, seen_at = ?, version = version + 1
                WHERE id = ? AND version = ?""",
                live(alert),
                alert.severity(),
                alert.summary(),
                alert.runbook(),
                alert.state().text(),
                Row.millis(alert.activeSince()),
                Row.millis(alert.firedAt()),
                Row.millis(alert.resolvedAt()),
                Double.toString(alert.value()),
                Row.millis(alert.seenAt()),
                alert.id(),
                alert.version());
        mustBeOne(alert, changed);
        return alert.stored();
    }

    @Override
    public void delete(Alert alert) {
        mustBeOne(alert, sql.update("DELETE FROM alert WHERE id = ? AND version = ?", alert.id(), alert.version()));
    }

    private static void mustBeOne(Alert alert, int changed) {
        if (changed == 0) {
            throw new StaleVersion("alert", alert.id(), alert.version());
        }
    }

    @Override
    public List<Alert> live() {
        return sql.list(AlertStore::alert, "SELECT * FROM alert WHERE state IN ('pending', 'firing') ORDER BY id");
    }

    @Override
    public List<Alert> firingOrResolvedAfter(Instant after) {
        return sql.list(
                AlertStore::alert,
                "SELECT * FROM alert WHERE state = 'firing' OR resolved_at > ? ORDER BY id",
                Row.millis(after));
    }

    @Override
    public List<Alert> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("rule = ?", filter.rule())
                .and("severity = ?", filter.severity())
                .and("state = ?", filter.state())
                .page(sql, AlertStore::alert, "SELECT * FROM alert", "id", ask);
    }

    @Override
    public List<String> old(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM alert WHERE resolved_at <= ? ORDER BY resolved_at LIMIT ?",
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM alert WHERE id = ?", id);
    }

    private static Alert alert(Row row) throws SQLException {
        return new Alert(
                row.text("id"),
                row.text("rule"),
                row.text("fingerprint"),
                row.texts("labels"),
                row.text("severity"),
                row.text("summary"),
                row.text("runbook"),
                state(row),
                row.time("active_since"),
                Double.parseDouble(row.text("value")),
                row.time("seen_at"),
                row.number("version"));
    }

    private static Alert.State state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "pending" -> new Alert.Pending();
            case "firing" -> new Alert.Firing(row.time("fired_at"));
            case "resolved" -> new Alert.Resolved(row.time("fired_at"), row.time("resolved_at"));
            default -> throw new IllegalStateException("no state of an alert: " + state);
        };
    }
}
