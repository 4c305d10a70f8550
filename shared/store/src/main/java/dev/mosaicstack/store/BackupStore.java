package dev.mosaicstack.store;

import dev.mosaicstack.core.backup.Backups;
import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Duty;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.StaleVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record BackupStore(Sql sql) implements Backups {

    @Override
    public void insert(Run run) {
        sql.update(
                """
                INSERT INTO backup_run (id, policy, repository, kind, request, requested_at, state, outcome, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                run.id(),
                run.policy(),
                run.repository(),
                run.kind().text(),
                Json.write(run.order()),
                Row.millis(run.requestedAt()),
                run.stateText(),
                Json.write(run.outcome()),
                run.version());
    }

    @Override
    public Optional<Run> find(String id) {
        return sql.one(BackupStore::run, sql.forUpdate("SELECT * FROM backup_run WHERE id = ?"), id);
    }

    @Override
    public Run update(Run run) {
        Run.State.Running running = run.state() instanceof Run.State.Running r ? r : null;
        Cause cause = run.state() instanceof Run.State.Failed failed ? failed.cause() : null;
        int changed = sql.update(
                """
                UPDATE backup_run SET started_at = ?, state = ?, owner = ?, lease_until = ?, ended_at = ?,
                    cause_code = ?, cause_detail = ?, progress = ?, outcome = ?, version = version + 1
                WHERE id = ? AND version = ?""",
                Row.millis(run.startedAt()),
                run.stateText(),
                running == null ? null : running.owner(),
                running == null ? null : Row.millis(running.leaseUntil()),
                Row.millis(run.endedAt()),
                cause == null ? null : cause.code(),
                cause == null ? null : cause.detail(),
                run.progress() == null ? null : Json.write(run.progress()),
                Json.write(run.outcome()),
                run.id(),
                run.version());
        if (changed == 0) {
            throw new StaleVersion("run", run.id(), run.version());
        }
        return run.stored();
    }

    @Override
    public List<Run> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("policy = ?", filter.policy())
                .and("kind = ?", filter.kind())
                .and("state = ?", filter.state())
                .page(sql, BackupStore::run, "SELECT * FROM backup_run", "id", ask);
    }

    @Override
    public List<Run> queued() {
        return sql.list(BackupStore::run, "SELECT * FROM backup_run WHERE state = 'queued' ORDER BY id");
    }

    @Override
    public Optional<Run> lastGood(String policy, Kind kind) {
        return sql.one(BackupStore::run, """
                SELECT * FROM backup_run WHERE policy = ? AND kind = ? AND state = 'succeeded'
                ORDER BY id DESC LIMIT 1""", policy, kind.text());
    }

    @Override
    public Optional<Run> lastEnded(String policy, Kind kind) {
        return sql.one(BackupStore::run, """
                SELECT * FROM backup_run WHERE policy = ? AND kind = ? AND ended_at IS NOT NULL
                ORDER BY id DESC LIMIT 1""", policy, kind.text());
    }

    @Override
    public List<Count> counts() {
        return sql.list(
                row -> new Count(
                        row.text("policy"),
                        Kind.of(row.text("kind")).orElseThrow(),
                        row.text("state"),
                        row.number("runs")),
                """
                SELECT policy, kind, state, count(*) AS runs FROM backup_run
                GROUP BY policy, kind, state ORDER BY policy, kind, state""");
    }

    @Override
    public List<String> dead(Instant now, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM backup_run WHERE state = 'running' AND lease_until <= ? ORDER BY id LIMIT ?",
                Row.millis(now),
                limit);
    }

    @Override
    public List<String> old(Instant before, int limit) {
        return sql.list(row -> row.text("id"), """
                SELECT id FROM backup_run WHERE ended_at <= ?
                    AND NOT EXISTS (SELECT 1 FROM backup_duty WHERE last_good_run = backup_run.id)
                ORDER BY ended_at LIMIT ?""", Row.millis(before), limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM backup_run WHERE id = ?", id);
    }

    @Override
    public void lock(String repository) {
        // Not INSERT first: where the row is there MariaDB would share it, and two that share it cannot both have it.
        if (!locked(repository)) {
            sql.update(sql.dialect().insertUnlessThere("INTO backup_repository (name) VALUES (?)"), repository);
            locked(repository);
        }
    }

    private boolean locked(String repository) {
        return sql.one(
                        row -> row.text("name"),
                        sql.forUpdate("SELECT name FROM backup_repository WHERE name = ?"),
                        repository)
                .isPresent();
    }

    @Override
    public boolean take(String repository, String runId) {
        return sql.update(
                        "UPDATE backup_repository SET run_id = ? WHERE name = ? AND run_id IS NULL", runId, repository)
                == 1;
    }

    @Override
    public void release(String repository, String runId) {
        sql.update("UPDATE backup_repository SET run_id = NULL WHERE name = ? AND run_id = ?", repository, runId);
    }

    @Override
    public Optional<String> holder(String repository) {
        return sql.one(
                row -> row.text("run_id"),
                "SELECT run_id FROM backup_repository WHERE name = ? AND run_id IS NOT NULL",
                repository);
    }

    private static Run run(Row row) throws SQLException {
        String progress = row.text("progress");
        return new Run(
                row.text("id"),
                row.text("policy"),
                row.text("repository"),
                Kind.of(row.text("kind")).orElseThrow(),
                Json.read(row.text("request"), Order.class),
                row.time("requested_at"),
                row.time("started_at"),
                state(row),
                progress == null ? null : Json.read(progress, Progress.class),
                Json.read(row.text("outcome"), Outcome.class),
                row.number("version"));
    }

    private static Run.State state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "queued" -> new Run.State.Queued();
            case "running" -> new Run.State.Running(row.text("owner"), row.time("lease_until"));
            case "succeeded" -> new Run.State.Succeeded(row.time("ended_at"));
            case "failed" ->
                new Run.State.Failed(row.time("ended_at"), new Cause(row.text("cause_code"), row.text("cause_detail")));
            case "interrupted" -> new Run.State.Interrupted(row.time("ended_at"));
            default -> throw new IllegalStateException("no state of a run: " + state);
        };
    }

    @Override
    public void insert(Duty duty) {
        sql.update(
                """
                INSERT INTO backup_duty (policy, kind, instance, repository, schedule, since, next_at, due_at, seen_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                duty.policy(),
                duty.kind().text(),
                duty.instance(),
                duty.repository(),
                duty.schedule(),
                Row.millis(duty.since()),
                Row.millis(duty.nextAt()),
                Row.millis(duty.dueAt()),
                Row.millis(duty.seenAt()),
                duty.version());
    }

    @Override
    public Optional<Duty> duty(String policy, Kind kind) {
        return sql.one(
                BackupStore::duty,
                sql.forUpdate("SELECT * FROM backup_duty WHERE policy = ? AND kind = ?"),
                policy,
                kind.text());
    }

    @Override
    public Duty update(Duty duty) {
        int changed = sql.update(
                """
                UPDATE backup_duty SET instance = ?, repository = ?, schedule = ?, next_at = ?, last_good_at = ?,
                    last_good_start = ?, last_good_run = ?, due_at = ?, overdue_at = ?, seen_at = ?,
                    version = version + 1
                WHERE policy = ? AND kind = ? AND version = ?""",
                duty.instance(),
                duty.repository(),
                duty.schedule(),
                Row.millis(duty.nextAt()),
                Row.millis(duty.lastGoodAt()),
                Row.millis(duty.lastGoodStart()),
                duty.lastGoodRun(),
                Row.millis(duty.dueAt()),
                Row.millis(duty.overdueAt()),
                Row.millis(duty.seenAt()),
                duty.policy(),
                duty.kind().text(),
                duty.version());
        if (changed == 0) {
            throw new StaleVersion("duty", duty.policy() + "/" + duty.kind().text(), duty.version());
        }
        return duty.stored();
    }

    @Override
    public List<Duty> duties() {
        return sql.list(BackupStore::duty, "SELECT * FROM backup_duty ORDER BY policy, kind");
    }

    @Override
    public void delete(Duty duty) {
        sql.update(
                "DELETE FROM backup_duty WHERE policy = ? AND kind = ?",
                duty.policy(),
                duty.kind().text());
    }

    @Override
    public List<Duty> untold(Instant now, int limit) {
        return sql.list(
                BackupStore::duty,
                "SELECT * FROM backup_duty WHERE due_at <= ? AND overdue_at IS NULL ORDER BY policy, kind LIMIT ?",
                Row.millis(now),
                limit);
    }

    private static Duty duty(Row row) throws SQLException {
        return new Duty(
                row.text("policy"),
                Kind.of(row.text("kind")).orElseThrow(),
                row.text("instance"),
                row.text("repository"),
                row.text("schedule"),
                row.time("since"),
                row.time("next_at"),
                row.time("last_good_at"),
                row.time("last_good_start"),
                row.text("last_good_run"),
                row.time("due_at"),
                row.time("overdue_at"),
                row.time("seen_at"),
                row.number("version"));
    }
}
