package dev.mosaicstack.functions.metricsscrape.target.database;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** Looks at a database server over one connection, which is kept, and made again where it has gone. */
abstract class DatabaseProbe implements Probe {

    /** Sizes are many files to look at, and change slowly. */
    private static final Duration SIZES_ARE_GOOD_FOR = Duration.ofMinutes(1);

    /** One row of an answer. */
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    final Server server;
    final Duration timeout;
    private final String up;

    /** Of the look under way; whoever closes this ends that. */
    private volatile Connection connection;

    private List<Family> sizes = List.of();
    private long sizesReadAt;

    /** @param up name of the metric that says whether the server is there */
    DatabaseProbe(String up, Server server, Duration timeout) {
        this.up = up;
        this.server = server;
        this.timeout = timeout;
    }

    /** With a limit on what each statement may take; never waits for ever. */
    abstract Connection connect() throws SQLException;

    abstract void look(Connection there, Gauges found) throws SQLException;

    abstract void sizes(Connection there, Gauges found) throws SQLException;

    @Override
    public final List<Family> read() throws Unreadable {
        boolean kept = connection != null;
        try {
            return families();
        } catch (SQLException e) {
            close();
            if (!kept || Thread.currentThread().isInterrupted()) {
                throw unreadable(e);
            }
        }
        // The server may have been started again since the look before.
        try {
            return families();
        } catch (SQLException e) {
            close();
            throw unreadable(e);
        }
    }

    private List<Family> families() throws SQLException {
        Connection there = connection;
        if (there == null) {
            there = connect();
            connection = there;
        }
        var found = new Gauges().add(up, "1 where the server answers, 0 where it does not.", 1);
        look(there, found);
        List<Family> families = found.families();
        families.addAll(sizes(there));
        if (!there.getAutoCommit()) {
            there.rollback();
        }
        return families;
    }

    private List<Family> sizes(Connection there) throws SQLException {
        if (sizes.isEmpty() || System.nanoTime() - sizesReadAt > SIZES_ARE_GOOD_FOR.toNanos()) {
            var found = new Gauges();
            sizes(there, found);
            sizes = found.families();
            sizesReadAt = System.nanoTime();
        }
        return sizes;
    }

    private Unreadable unreadable(SQLException e) {
        String said = String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("^\\(conn=\\d+\\) ", "")
                .replaceAll("[\\s.]+$", "");
        return new Unreadable(
                "the database says: " + said,
                new Gauges()
                        .add(up, "1 where the server answers, 0 where it does not.", 0)
                        .families());
    }

    /** Who we are there, and what the address says of encryption. */
    final Properties login() {
        var properties = new Properties();
        properties.putAll(server.options());
        if (server.user() != null) {
            properties.put("user", server.user());
        }
        if (server.password() != null) {
            properties.put("password", server.password());
        }
        return properties;
    }

    /** @param database its name, which may be empty */
    final String url(String kind, String database) {
        return "jdbc:" + kind + "://" + server.host() + ":" + server.port() + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    static void each(Connection there, String sql, Row row) throws SQLException {
        try (Statement statement = there.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.read(rows);
            }
        }
    }

    @Override
    public final void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It has gone: that is what is wanted.
            }
        }
    }

    /** At least one: none means for ever. */
    static int seconds(Duration timeout) {
        return (int) Math.max(1, timeout.plusMillis(999).toSeconds());
    }
}
