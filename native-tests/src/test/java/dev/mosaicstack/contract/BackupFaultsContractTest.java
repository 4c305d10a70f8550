package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.MosaicProcess;
import dev.mosaicstack.testkit.Stack;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
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
            assertThat(ended.after()).isLessThan(java.time.Duration.ofSeconds(15));
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

    private void assertOneWholeSnapshot(JsonPath run) {
        assertThat(vault.wholeSnapshots())
                .singleElement()
                .extracting(snapshot -> snapshot.path("short_id").textValue())
                .isEqualTo(run.getString("sources[0].snapshotId"));
        assertThat(vault.restic("snapshots", "--json")).doesNotContain("incomplete");
        assertThat(run.getLong("sources[0].sums.bytes")).isEqualTo(BYTES + "the end\n".length());
    }
}
