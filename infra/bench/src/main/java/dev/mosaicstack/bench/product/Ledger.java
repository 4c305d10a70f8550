package dev.mosaicstack.bench.product;

import dev.mosaicstack.testkit.Redis;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** What the database says was done: figures are held against it. Not for several threads. */
public final class Ledger implements AutoCloseable {

    private final Connection connection;

    private Ledger(Connection connection) {
        this.connection = connection;
    }

    static Ledger ofSqlite(Path file) {
        return of("jdbc:sqlite:" + file + "?busy_timeout=5000", null, null);
    }

    static Ledger of(String url, String user, String password) {
        try {
            return new Ledger(DriverManager.getConnection(url, user, password));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deliveries, duplicates included. */
    public long deliveries() {
        return number("SELECT count(*) FROM delivery");
    }

    public long completedTasks() {
        return number("SELECT count(*) FROM task WHERE state = 'completed'");
    }

    public long events() {
        return number("SELECT count(*) FROM event");
    }

    /** Position of the last event. */
    public long lastPosition() {
        return number("SELECT coalesce(max(position), 0) FROM event");
    }

    /** Where the stream ends in the Redis of a data folder; 0 where it is empty. */
    public static long lastInStream(Path data) {
        try (Redis redis = Redis.ofDataFolder(data)) {
            List<?> newest = (List<?>) redis.command("XREVRANGE", "mosaic:events", "+", "-", "COUNT", "1");
            return newest.isEmpty()
                    ? 0
                    : Long.parseLong(
                            ((List<?>) newest.getFirst()).getFirst().toString().split("-")[0]);
        }
    }

    private long number(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
