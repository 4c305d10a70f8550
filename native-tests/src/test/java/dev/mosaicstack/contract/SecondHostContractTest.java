package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.testkit.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An SQLite file is for the processes of one host. Another host is what its row in the file says it is. */
class SecondHostContractTest {

    private static final String ROW = "INSERT INTO process (id, boot_id, host, pid, started_at, seen_at)"
            + " VALUES ('other', 'another-boot', 'other.example', 42, 1, 1)";

    @Test
    void whileAnotherHostIsAtWorkEveryStartIsRefusedAndOneThatWentDownIsNoObstacle() throws Exception {
        try (var stack = Stack.ofItsOwn("second-host", Map.of())) {
            stack.process().terminate();
            Path database = stack.process().data().resolve("mcp/state/mosaic.db");
            assertThat(number(database, "SELECT count(*) FROM process"))
                    .as("an orderly stop leaves no row")
                    .isZero();
            execute(database, ROW);
            try (var otherHost = Executors.newSingleThreadScheduledExecutor()) {
                otherHost.scheduleAtFixedRate(() -> renew(database), 0, 1, TimeUnit.SECONDS);
                assertRefused(stack::again);
                assertRefused(() -> stack.function("webhook-intake", Map.of()));
                otherHost.shutdownNow();
            }
            try (var again = stack.again()) {
                assertThat(again.log()).contains("waiting up to 12 s", "pid 42 on host other.example");
                assertThat(number(database, "SELECT count(*) FROM process WHERE id = 'other'"))
                        .isZero();
                again.mosaic().aSession();
            }
        }
    }

    private static void assertRefused(ThrowingCallable start) {
        assertThatThrownBy(start)
                .hasMessageContaining("exited with 1")
                .hasMessageContaining("is in use by another host: pid 42 on host other.example")
                .hasMessageNotContaining("\tat ");
    }

    private static void renew(Path database) {
        try {
            execute(database, "UPDATE process SET seen_at = seen_at + 1 WHERE id = 'other'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Path database, String sql) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Path database, String sql) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
        }
    }

    private static Connection open(Path database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=5000");
    }
}
