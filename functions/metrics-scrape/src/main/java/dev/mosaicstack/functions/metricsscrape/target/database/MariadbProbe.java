package dev.mosaicstack.functions.metricsscrape.target.database;

import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * A MariaDB server, in the words of mysqld_exporter where it has some. The rights {@code PROCESS} and {@code SLAVE MONITOR}
 * (before 10.5: {@code REPLICATION CLIENT}) are enough; without one, what it is for is left out. Sizes are those of the
 * databases that we may read.
 */
public final class MariadbProbe extends DatabaseProbe {

    /** mariadb.com/kb/en/mariadb-error-codes: what is missing is a right. */
    private static final Set<Integer> NO_RIGHT = Set.of(1044, 1142, 1227);

    private static final Map<String, String> STATUS = Map.of(
            "Threads_connected", "Connections.",
            "Threads_running", "Connections that are doing something.",
            "Max_used_connections", "The most connections at a time since the start.",
            "Innodb_row_lock_current_waits", "Row locks that somebody waits for.",
            "Uptime", "Seconds since the start.");

    private static final Map<String, String> COUNTS = Map.of(
            "Questions", "Statements of clients.",
            "Slow_queries", "Statements that took longer than long_query_time.",
            "Aborted_connects", "Connections that did not come about.",
            "Connection_errors_max_connections", "Connections that were refused because there were too many.",
            "Innodb_deadlocks", "Deadlocks.");

    private static final String TRANSACTIONS = """
            SELECT coalesce(max(timestampdiff(SECOND, trx_started, now())), 0) AS longest,
                count(CASE WHEN trx_state = 'LOCK WAIT' THEN 1 END) AS blocked
            FROM information_schema.innodb_trx""";

    private static final String QUERIES = """
            SELECT coalesce(max(time_ms), 0) / 1000 AS longest, count(CASE WHEN time_ms > 300000 THEN 1 END) AS long_ones
            FROM information_schema.processlist WHERE command IN ('Query', 'Execute') AND id <> connection_id()""";

    private static final String SIZES = """
            SELECT table_schema AS name, coalesce(sum(data_length + index_length), 0) AS bytes
            FROM information_schema.tables
            WHERE table_schema NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')
            GROUP BY table_schema ORDER BY table_schema""";

    public MariadbProbe(Server server, Duration timeout) {
        super("mysql_up", server, timeout);
    }

    @Override
    Connection connect() throws SQLException {
        Properties properties = login();
        String millis = String.valueOf(timeout.toMillis());
        properties.put("connectTimeout", millis);
        properties.put("socketTimeout", millis);
        properties.put("sessionVariables", "max_statement_time=" + timeout.toMillis() / 1000.0);
        properties.put("connectionAttributes", "program_name:mosaic-metrics");
        return new org.mariadb.jdbc.Driver().connect(url("mariadb", server.database()), properties);
    }

    @Override
    void look(Connection there, Gauges found) throws SQLException {
        String names = STATUS.keySet().stream().collect(quoted()) + ","
                + COUNTS.keySet().stream().collect(quoted());
        each(there, "SHOW GLOBAL STATUS WHERE Variable_name IN (" + names + ")", row -> {
            String name = row.getString(1);
            String metric = "mysql_global_status_" + name.toLowerCase(Locale.ROOT);
            if (STATUS.containsKey(name)) {
                found.add(metric, STATUS.get(name), row.getDouble(2));
            } else {
                found.count(metric, COUNTS.get(name), row.getDouble(2));
            }
        });
        each(there, "SELECT @@max_connections AS most, @@read_only AS ro", row -> found.add(
                        "mysql_global_variables_max_connections",
                        "Connections that the server takes.",
                        row.getDouble("most"))
                .add("mysql_global_variables_read_only", "1 where nobody may write.", row.getDouble("ro")));
        each(there, QUERIES, row -> found.add(
                        "mysql_longest_query_seconds",
                        "How long the longest query has been running.",
                        row.getDouble("longest"))
                .add(
                        "mysql_long_running_queries",
                        "Queries that have been running for over five minutes.",
                        row.getDouble("long_ones")));
        whereAllowed(there, TRANSACTIONS, row -> found.add(
                        "mysql_longest_transaction_seconds",
                        "Age of the longest transaction.",
                        row.getDouble("longest"))
                .add(
                        "mysql_blocked_transactions",
                        "Transactions that wait for another's lock.",
                        row.getDouble("blocked")));
        whereAllowed(there, "SHOW ALL SLAVES STATUS", row -> {
            String[] labels = {
                "connection_name", row.getString("Connection_name"), "master_host", row.getString("Master_Host")
            };
            found.add(
                    "mysql_slave_status_slave_io_running",
                    "1 where it reads from the server that it follows.",
                    row.getString("Slave_IO_Running").equals("Yes") ? 1 : 0,
                    labels);
            found.add(
                    "mysql_slave_status_slave_sql_running",
                    "1 where it does what it has read.",
                    row.getString("Slave_SQL_Running").equals("Yes") ? 1 : 0,
                    labels);
            double behind = row.getDouble("Seconds_Behind_Master");
            if (!row.wasNull()) {
                found.add(
                        "mysql_slave_status_seconds_behind_master",
                        "How far it is behind the server that it follows.",
                        behind,
                        labels);
            }
        });
    }

    private static void whereAllowed(Connection there, String sql, Row row) throws SQLException {
        try {
            each(there, sql, row);
        } catch (SQLException e) {
            if (!NO_RIGHT.contains(e.getErrorCode())) {
                throw e;
            }
        }
    }

    @Override
    void sizes(Connection there, Gauges found) throws SQLException {
        each(
                there,
                SIZES,
                row -> found.add(
                        "mysql_database_size_bytes",
                        "Size of tables and indexes.",
                        row.getDouble("bytes"),
                        "schema",
                        row.getString("name")));
    }

    private static Collector<CharSequence, ?, String> quoted() {
        return Collectors.joining("','", "'", "'");
    }
}
