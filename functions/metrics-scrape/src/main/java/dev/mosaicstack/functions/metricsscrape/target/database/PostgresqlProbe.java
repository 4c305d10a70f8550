package dev.mosaicstack.functions.metricsscrape.target.database;

import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * A PostgreSQL server, in the words of postgres_exporter where it has some. The role {@code pg_monitor} is enough; without
 * it the states of others' sessions are {@code unknown}, and sizes of databases that we may not enter are left out.
 */
public final class PostgresqlProbe extends DatabaseProbe {

    private static final String ACTIVITY = """
            SELECT datname, coalesce(state, 'unknown') AS state, count(*) AS sessions,
                coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) AS longest,
                count(*) FILTER (WHERE wait_event_type = 'Lock') AS blocked,
                count(*) FILTER (WHERE state = 'active' AND clock_timestamp() - query_start > interval '5 minutes') AS long
            FROM pg_stat_activity
            WHERE datname IS NOT NULL AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend'
            GROUP BY 1, 2 ORDER BY 1, 2""";

    private static final String SETTINGS = """
            SELECT current_setting('max_connections')::int AS most,
                current_setting('superuser_reserved_connections')::int AS reserved,
                extract(epoch FROM pg_postmaster_start_time()) AS started""";

    private static final String DATABASES = """
            SELECT datname, numbackends, xact_commit, xact_rollback, deadlocks
            FROM pg_stat_database WHERE datname IS NOT NULL ORDER BY 1""";

    /** A replica that has everything is not behind, however long ago the last change was. */
    private static final String LAG = """
            SELECT pg_is_in_recovery() AS replica, CASE WHEN NOT pg_is_in_recovery() THEN 0
                WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                ELSE greatest(0, extract(epoch FROM now() - pg_last_xact_replay_timestamp())) END AS behind""";

    private static final String REPLICAS = """
            SELECT application_name, coalesce(host(client_addr), '') AS client, coalesce(state, 'unknown') AS state,
                pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) AS behind
            FROM pg_stat_replication""";

    private static final String SIZES = """
            SELECT datname, pg_database_size(oid) AS bytes FROM pg_database
            WHERE datallowconn AND (has_database_privilege(oid, 'CONNECT')
                OR pg_has_role(current_user, 'pg_read_all_stats', 'MEMBER')) ORDER BY 1""";

    public PostgresqlProbe(Server server, Duration timeout) {
        super("pg_up", server, timeout);
    }

    @Override
    Connection connect() throws SQLException {
        Properties properties = login();
        String seconds = String.valueOf(seconds(timeout));
        properties.put("connectTimeout", seconds);
        properties.put("loginTimeout", seconds);
        properties.put("socketTimeout", seconds);
        properties.put("ApplicationName", "mosaic-metrics");
        properties.put("logServerErrorDetail", "false");
        // Nothing is kept on the server, so that a pooler in between is no obstacle.
        properties.put("preferQueryMode", "simple");
        String database = server.database().isEmpty() ? "postgres" : server.database();
        // Not DriverManager: it only sees drivers of the system class loader.
        Connection there = new org.postgresql.Driver().connect(url("postgresql", database), properties);
        there.setReadOnly(true);
        there.setAutoCommit(false);
        return there;
    }

    @Override
    void look(Connection there, Gauges found) throws SQLException {
        try (var statement = there.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
        }
        activity(there, found);
        each(there, SETTINGS, row -> found.add(
                        "pg_settings_max_connections", "Connections that the server takes.", row.getDouble("most"))
                .add(
                        "pg_settings_superuser_reserved_connections",
                        "Connections that are for superusers alone.",
                        row.getDouble("reserved"))
                .add(
                        "pg_postmaster_start_time_seconds",
                        "When the server was started, in seconds since 1970.",
                        row.getDouble("started")));
        each(there, DATABASES, row -> {
            String database = row.getString("datname");
            found.add("pg_stat_database_numbackends", "Sessions.", row.getDouble("numbackends"), "datname", database);
            found.count(
                    "pg_stat_database_xact_commit", "Transactions.", row.getDouble("xact_commit"), "datname", database);
            found.count(
                    "pg_stat_database_xact_rollback",
                    "Transactions that were rolled back.",
                    row.getDouble("xact_rollback"),
                    "datname",
                    database);
            found.count("pg_stat_database_deadlocks", "Deadlocks.", row.getDouble("deadlocks"), "datname", database);
        });
        replication(there, found);
    }

    private static void activity(Connection there, Gauges found) throws SQLException {
        double[] blockedAndLong = new double[2];
        each(there, ACTIVITY, row -> {
            String[] labels = {"datname", row.getString("datname"), "state", row.getString("state")};
            found.add("pg_stat_activity_count", "Sessions by state.", row.getDouble("sessions"), labels);
            found.add(
                    "pg_stat_activity_max_tx_duration",
                    "Age of the longest transaction, in seconds.",
                    row.getDouble("longest"),
                    labels);
            blockedAndLong[0] += row.getDouble("blocked");
            blockedAndLong[1] += row.getDouble("long");
        });
        found.add("pg_blocked_sessions", "Sessions that wait for another's lock.", blockedAndLong[0]);
        found.add(
                "pg_long_running_queries", "Queries that have been running for over five minutes.", blockedAndLong[1]);
    }

    private static void replication(Connection there, Gauges found) throws SQLException {
        boolean[] replica = new boolean[1];
        each(there, LAG, row -> {
            replica[0] = row.getBoolean("replica");
            found.add("pg_replication_is_replica", "1 where it follows another server.", replica[0] ? 1 : 0);
            found.add(
                    "pg_replication_lag_seconds",
                    "How far it is behind the server that it follows; 0 where it follows none.",
                    row.getDouble("behind"));
        });
        if (!replica[0]) {
            each(
                    there,
                    REPLICAS,
                    row -> found.add(
                            "pg_stat_replication_pg_wal_lsn_diff",
                            "Bytes that a server that follows this one is behind.",
                            row.getDouble("behind"),
                            "application_name",
                            row.getString("application_name"),
                            "client_addr",
                            row.getString("client"),
                            "state",
                            row.getString("state")));
        }
    }

    @Override
    void sizes(Connection there, Gauges found) throws SQLException {
        each(
                there,
                SIZES,
                row -> found.add(
                        "pg_database_size_bytes",
                        "Size on disk.",
                        row.getDouble("bytes"),
                        "datname",
                        row.getString("datname")));
    }
}
