package dev.mosaicstack.store;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Looks whether another host works on an SQLite file. It reads only. A process of another boot than this one is on
 * another host, or went down with this one: the first renews its row, the second never will. Clocks are not compared.
 */
public final class HostCheck {

    /** A process as its row shows it. @param seenAt milliseconds of its own clock */
    public record Seen(String id, String host, long pid, long seenAt) {

        /** For people: who, and when it was last seen by its own clock. */
        public String text() {
            Instant at = Instant.ofEpochMilli(seenAt).truncatedTo(ChronoUnit.SECONDS);
            return "pid " + pid + " on host " + host + ", last seen " + at;
        }
    }

    private static final Logger LOG = Logger.getLogger(HostCheck.class);

    /** Two renewals, and what a busy writer may add to the second. */
    private static final Duration WATCH = ProcessRow.RENEW.multipliedBy(2).plusSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path database;
    private final String boot;
    private final Duration watch;

    HostCheck(Path database, String boot, Duration watch) {
        this.database = database;
        this.boot = boot;
        this.watch = watch;
    }

    /** Processes of another boot than this one; empty also where no boot can be told from another. */
    public static List<Seen> others(Path database) {
        return Boot.id()
                .map(boot -> new HostCheck(database, boot, WATCH).look())
                .orElse(List.of());
    }

    static HostCheck of(Path database, String boot) {
        return new HostCheck(database, boot, WATCH);
    }

    /**
     * Waits only where there is a row of another boot, and then until it moves or has had the time to.
     *
     * @return rows that nobody renews: what a power cut left
     * @throws ConfigurationException where another host is at work; one line
     */
    List<Seen> requireNoOther() {
        List<Seen> first = look();
        if (first.isEmpty()) {
            return first;
        }
        LOG.warnf(
                "waiting up to %d s to see whether another host works on %s: %s",
                watch.toSeconds(), database, first.getFirst().text());
        long until = System.nanoTime() + watch.toNanos();
        List<Seen> now = first;
        while (System.nanoTime() < until && !now.isEmpty()) {
            LockSupport.parkNanos(LOOK.toNanos());
            now = look();
            now.stream().filter(seen -> !first.contains(seen)).forEach(this::refuse);
        }
        LOG.warnf("nobody does: that process ended without a word");
        return now;
    }

    private void refuse(Seen other) {
        throw new ConfigurationException("database " + database + " is in use by another host: " + other.text()
                + "; SQLite is for one host: stop that one, or give both a database server with MOSAIC_DB_URL");
    }

    /** Before the first migration that knows of processes there is nobody to be seen. */
    private List<Seen> look() {
        if (!Files.exists(database)) {
            return List.of();
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(2_000);
        try (var sql =
                Sql.reading(JDBC.createConnection("jdbc:sqlite:" + database, config.toProperties()), Dialect.SQLITE)) {
            boolean known = sql.one(row -> row.text("name"), "SELECT name FROM sqlite_schema WHERE name = 'process'")
                    .isPresent();
            return known ? others(sql, boot) : List.of();
        } catch (SQLException e) {
            throw new DatabaseFault(Dialect.SQLITE, e);
        }
    }

    static List<Seen> others(Sql sql, String boot) {
        return sql.list(
                row -> new Seen(row.text("id"), row.text("host"), row.number("pid"), row.number("seen_at")),
                "SELECT id, host, pid, seen_at FROM process WHERE boot_id <> ? ORDER BY id",
                boot);
    }
}
