package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mosaicstack.testkit.DatabaseUnderTest;
import dev.mosaicstack.testkit.MosaicProcess;
import dev.mosaicstack.testkit.Stack;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends in the middle of a dump: whatever it was, no half dump is ever taken for a backup. */
class BackupFaultsContractTest {

    private static final int BYTES = 50_000_000;

    @TempDir
    Path folder;

    private Vault vault;
    private Map<String, String> env;

    @BeforeEach
    void aSlowDump() {
        vault = Vault.in(folder);
        env = new HashMap<>(vault.policy("slow", Map.of(), vault.slowCommand(BYTES)));
    }

    @Test
    void aRunWhoseProcessIsKilledIsInterruptedAndTheNextOneIsGood() {
        try (Stack first = Stack.ofItsOwn("backup-kill", env)) {
            var before = new Runs(first.api());
            String killed = before.run("slow");
            before.reading(killed);
            assertThat(Vault.leftBehind(first.process().data())).hasSize(1);
            first.process().kill();
            try (Stack second = first.again()) {
                var after = new Runs(second.api());
                String next = after.run("slow");
                JsonPath end = after.ended(killed);
                assertThat(end.getString("state")).isEqualTo("interrupted");
                assertThat(end.getString("code")).isEqualTo("INTERRUPTED");
                assertThat(vault.wholeSnapshots()).isEmpty();
                vault.openGate();
                JsonPath good = after.succeeded(next);
                assertOneWholeSnapshot(good);
                assertThat(Vault.leftBehind(second.process().data())).isEmpty();
                assertThat(after.policy("slow", "backup").getString("lastGoodRunId"))
                        .isEqualTo(next);
            }
        }
    }

    @Test
    void aRunWhoseProcessIsToldToStopHasFailedAndTheNextOneIsGood() {
        try (Stack first = Stack.ofItsOwn("backup-term", env)) {
            var before = new Runs(first.api());
            String stopped = before.run("slow");
            before.reading(stopped);
            MosaicProcess.Ended ended = first.process().terminate();
            assertThat(ended.leftOver()).as("restic and the dump end with it").isEmpty();
            assertThat(ended.after()).isLessThan(Duration.ofSeconds(15));
            assertThat(Vault.leftBehind(first.process().data())).isEmpty();
            assertThat(vault.wholeSnapshots()).isEmpty();
            vault.openGate();
            try (Stack second = first.again()) {
                var after = new Runs(second.api());
                JsonPath end = after.status(stopped);
                assertThat(end.getString("state")).isEqualTo("failed");
                assertThat(end.getString("code")).isEqualTo("STOPPED");
                assertOneWholeSnapshot(after.succeeded(after.run("slow")));
            }
        }
    }

    /** Longer than the writers of this product wait: signs of life and the end of the run are said later. */
    @Test
    void aRunOutlivesADatabaseThatIsBusy() throws SQLException {
        assumeTrue(DatabaseUnderTest.isSqlite(), "SQLite has one writer");
        try (Stack stack = Stack.ofItsOwn("backup-busy", env)) {
            var runs = new Runs(stack.api());
            String run = runs.run("slow");
            runs.reading(run);
            String file = stack.process().data().resolve("mcp/state/mosaic.db").toString();
            try (Connection busy = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=5000");
                    Statement statement = busy.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                vault.openGate();
                for (int i = 0; i < 3; i++) {
                    refused(
                            stack.api().admin("backup-run", Map.of("policy", "slow")),
                            503,
                            "DATABASE_UNAVAILABLE",
                            "OVERLOADED");
                }
                assertThat(runs.status(run).getString("state")).isEqualTo("running");
                statement.execute("ROLLBACK");
            }
            assertOneWholeSnapshot(runs.succeeded(run));
        }
    }

    private void assertOneWholeSnapshot(JsonPath run) {
        assertThat(vault.wholeSnapshots())
                .singleElement()
                .extracting(snapshot -> snapshot.path("short_id").textValue())
                .isEqualTo(run.getString("sources[0].snapshotId"));
        assertThat(vault.restic("snapshots", "--json")).doesNotContain("incomplete");
        assertThat(run.getLong("sources[0].sums.bytes")).isEqualTo(BYTES + "the end\n".length());
    }
}
