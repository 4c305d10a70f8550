package dev.mosaicstack.functions.metricsscrape.target.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.functions.metricsscrape.target.Values;
import dev.mosaicstack.testkit.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MariadbProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static MariaDbServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = MariaDbServer.withUser("boss", "pw");
        try (Connection boss = boss();
                var statement = boss.createStatement()) {
            statement.execute("CREATE DATABASE shop");
            statement.execute("CREATE TABLE shop.thing (id int PRIMARY KEY) ENGINE=InnoDB");
            statement.execute("INSERT INTO shop.thing VALUES (1)");
            statement.execute("CREATE USER stranger@localhost IDENTIFIED BY 'pw'");
            statement.execute("CREATE USER watcher@localhost IDENTIFIED BY 'pw'");
        }
        // Whoever starts with ALL may not pass it on: root may.
        try (Connection root = DriverManager.getConnection(url(), "root", "");
                var statement = root.createStatement()) {
            statement.execute("GRANT PROCESS, SLAVE MONITOR ON *.* TO watcher@localhost");
            statement.execute("GRANT SELECT ON shop.* TO watcher@localhost");
        }
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static String url() {
        return "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    }

    private static Connection boss() throws SQLException {
        return DriverManager.getConnection(url(), "boss", "pw");
    }

    private static MariadbProbe probe(String user, String password) {
        return new MariadbProbe(new Server("127.0.0.1", server.port(), "", user, password, Map.of()), TIMEOUT);
    }

    @Test
    void aMonitorSeesConnectionsSizesAndTransactions() throws Exception {
        try (var probe = probe("watcher", "pw")) {
            Map<String, Double> values = Values.of(probe.read());
            assertThat(values)
                    .containsEntry("mysql_up", 1.0)
                    .containsEntry("mysql_blocked_transactions", 0.0)
                    .containsEntry("mysql_long_running_queries", 0.0)
                    .containsKeys(
                            "mysql_global_status_threads_running",
                            "mysql_global_status_questions",
                            "mysql_longest_transaction_seconds");
            assertThat(values.get("mysql_global_status_threads_connected")).isGreaterThanOrEqualTo(1);
            assertThat(values.get("mysql_global_variables_max_connections")).isGreaterThan(1);
            assertThat(values.get("mysql_database_size_bytes{schema=\"shop\"}")).isGreaterThan(1000);
        }
    }

    @Test
    void whoHasNoRightsSeesWhatThereIsForEverybody() throws Exception {
        try (var probe = probe("stranger", "pw")) {
            assertThat(Values.of(probe.read()))
                    .containsKey("mysql_global_status_threads_connected")
                    .doesNotContainKeys("mysql_blocked_transactions", "mysql_database_size_bytes{schema=\"shop\"}");
        }
    }

    @Test
    void whoWaitsForAnothersRowIsSeen() throws Exception {
        try (var probe = probe("watcher", "pw");
                Connection holder = boss();
                Connection waiter = boss()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("UPDATE shop.thing SET id = 2");
            Thread.ofVirtual().start(() -> {
                try (var statement = waiter.createStatement()) {
                    statement.execute("UPDATE shop.thing SET id = 3");
                } catch (SQLException e) {
                    // The test is over.
                }
            });
            Awaitility.await().until(() -> Values.of(probe.read()).get("mysql_blocked_transactions") == 1);
            holder.rollback();
        }
    }

    @Test
    void oneConnectionIsKeptAndMadeAgainAfterARestart() throws Exception {
        try (var probe = probe("watcher", "pw")) {
            probe.read();
            probe.read();
            try (Connection boss = boss();
                    var rows = boss.createStatement()
                            .executeQuery(
                                    "SELECT count(*) FROM information_schema.processlist WHERE user = 'watcher'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
            server.kill();
            Unreadable down = catchThrowableOfType(Unreadable.class, probe::read);
            assertThat(down).hasMessageStartingWith("the database says: ");
            assertThat(Values.of(down.families())).isEqualTo(Map.of("mysql_up", 0.0));
            server.startAgain();
            assertThat(Values.of(probe.read())).containsEntry("mysql_up", 1.0);
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() {
        try (var probe = probe("watcher", "wr0ng")) {
            assertThat(catchThrowableOfType(Unreadable.class, probe::read))
                    .hasMessageContaining("Access denied for user 'watcher'@")
                    .hasMessageNotContaining("wr0ng");
        }
    }

    @Test
    void noStatementRunsForLonger() throws Exception {
        try (var probe = new MariadbProbe(
                        new Server("127.0.0.1", server.port(), "", "watcher", "pw", Map.of()), Duration.ofMillis(700));
                Connection there = probe.connect();
                var rows = there.createStatement().executeQuery("SELECT @@max_statement_time")) {
            rows.next();
            assertThat(rows.getDouble(1)).isEqualTo(0.7);
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpInTime() throws Exception {
        try (var silent = new SilentServer();
                var probe = new MariadbProbe(
                        new Server("127.0.0.1", silent.port(), "", "me", "pw", Map.of()), Duration.ofMillis(500))) {
            long began = System.nanoTime();
            assertThat(catchThrowableOfType(Unreadable.class, probe::read)).hasMessageStartingWith("the database says");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }
}
