package dev.mosaicstack.functions.metricsscrape.target.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.functions.metricsscrape.target.Values;
import dev.mosaicstack.testkit.DebianPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresqlProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static DebianPostgres server;

    @BeforeAll
    static void start() throws SQLException {
        server = DebianPostgres.start();
        server.create("shop");
        try (Connection admin = admin();
                var statement = admin.createStatement()) {
            statement.execute("CREATE USER watcher PASSWORD 'pw'");
            statement.execute("GRANT pg_monitor TO watcher");
            statement.execute("CREATE USER stranger PASSWORD 'pw'");
            statement.execute("REVOKE CONNECT ON DATABASE shop FROM PUBLIC");
            statement.execute("CREATE TABLE thing (id int)");
        }
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static Connection admin() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                DebianPostgres.USER,
                DebianPostgres.PASSWORD);
    }

    private static PostgresqlProbe probe(String user, String password) {
        return new PostgresqlProbe(new Server("127.0.0.1", server.port(), "", user, password, Map.of()), TIMEOUT);
    }

    @Test
    void aMonitorSeesConnectionsSizesAndHowMuchThereMayBe() throws Exception {
        try (var probe = probe("watcher", "pw");
                Connection admin = admin()) {
            assertThat(admin.isValid(1)).isTrue();
            Map<String, Double> values = Values.of(probe.read());
            assertThat(values)
                    .containsEntry("pg_up", 1.0)
                    .containsEntry("pg_settings_max_connections", 100.0)
                    .containsEntry("pg_replication_is_replica", 0.0)
                    .containsEntry("pg_replication_lag_seconds", 0.0)
                    .containsEntry("pg_blocked_sessions", 0.0)
                    .containsEntry("pg_long_running_queries", 0.0)
                    .containsKeys("pg_database_size_bytes{datname=\"shop\"}", "pg_postmaster_start_time_seconds");
            assertThat(values.get("pg_stat_activity_count{datname=\"postgres\",state=\"idle\"}"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(values.get("pg_database_size_bytes{datname=\"shop\"}")).isGreaterThan(1e6);
        }
    }

    @Test
    void whoHasNoRightsSeesWhatThereIsForEverybody() throws Exception {
        try (var probe = probe("stranger", "pw");
                Connection admin = admin()) {
            assertThat(admin.isValid(1)).isTrue();
            assertThat(Values.of(probe.read()))
                    .containsEntry("pg_up", 1.0)
                    .containsKey("pg_stat_activity_count{datname=\"postgres\",state=\"unknown\"}")
                    .doesNotContainKey("pg_database_size_bytes{datname=\"shop\"}");
        }
    }

    @Test
    void whoWaitsForAnothersLockIsSeen() throws Exception {
        try (var probe = probe("watcher", "pw");
                Connection holder = admin();
                Connection waiter = admin()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE thing");
            Thread.ofVirtual().start(() -> {
                try (var statement = waiter.createStatement()) {
                    statement.execute("INSERT INTO thing VALUES (1)");
                } catch (SQLException e) {
                    // The test is over.
                }
            });
            Awaitility.await().until(() -> Values.of(probe.read()).get("pg_blocked_sessions") == 1);
            assertThat(
                            Values.of(probe.read())
                                    .get(
                                            "pg_stat_activity_max_tx_duration{datname=\"postgres\",state=\"idle in transaction\"}"))
                    .isGreaterThan(0);
            holder.rollback();
        }
    }

    @Test
    void oneConnectionIsKeptWithoutATransactionAndMadeAgainAfterARestart() throws Exception {
        try (var probe = probe("watcher", "pw")) {
            probe.read();
            probe.read();
            try (Connection admin = admin();
                    var rows = admin.createStatement()
                            .executeQuery(
                                    "SELECT count(*), max(state) FROM pg_stat_activity WHERE application_name = 'mosaic-metrics'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
                assertThat(rows.getString(2)).isEqualTo("idle");
            }
            server.kill();
            Unreadable down = catchThrowableOfType(Unreadable.class, probe::read);
            assertThat(down).hasMessageStartingWith("the database says: ");
            assertThat(Values.of(down.families())).isEqualTo(Map.of("pg_up", 0.0));
            server.startAgain();
            assertThat(Values.of(probe.read())).containsEntry("pg_up", 1.0);
        }
    }

    @Test
    void aRestartBetweenTwoLooksIsNoFault() throws Exception {
        try (var probe = probe("watcher", "pw")) {
            probe.read();
            server.kill();
            server.startAgain();
            assertThat(Values.of(probe.read())).containsEntry("pg_up", 1.0);
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() {
        try (var probe = probe("watcher", "wr0ng")) {
            assertThat(catchThrowableOfType(Unreadable.class, probe::read))
                    .hasMessage("the database says: FATAL: password authentication failed for user \"watcher\"");
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpInTime() throws Exception {
        try (var silent = new SilentServer();
                var probe = new PostgresqlProbe(
                        new Server("127.0.0.1", silent.port(), "", "me", "pw", Map.of()), Duration.ofMillis(500))) {
            long began = System.nanoTime();
            assertThat(catchThrowableOfType(Unreadable.class, probe::read)).hasMessageStartingWith("the database says");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }
}
