package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    private static final RunLock.Holder SELF =
            new RunLock.Holder(ProcessHandle.current().pid(), "0.0.0.0", 4001, Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private DataFolder data;

    @BeforeEach
    void aDataFolder() {
        data = new DataFolder(folder);
    }

    @Test
    void aSecondRunIsRefusedByNameOfTheFirst() {
        try (RunLock first = RunLock.take(data, SELF)) {
            assertThatThrownBy(() -> RunLock.take(data, SELF))
                    .isInstanceOf(Problem.class)
                    .hasMessage("data folder " + folder + " is in use by pid " + SELF.pid()
                            + ", http://127.0.0.1:4001, since 2026-01-01T00:00:00Z");
            assertThat(first).isNotNull();
        }
    }

    @Test
    void othersLearnWhoRuns() {
        try (RunLock lock = RunLock.take(data, SELF)) {
            assertThat(RunLock.holder(data)).contains(SELF);
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void afterTheEndNobodyRunsAndTheNextMayStart() {
        RunLock.take(data, SELF).close();
        assertThat(RunLock.holder(data)).isEmpty();
        RunLock.take(data, SELF).close();
    }

    @Test
    void whatAKilledRunWroteDoesNotCount() throws IOException {
        RunLock lock = RunLock.take(data, SELF);
        String content = Files.readString(data.lock());
        lock.close();
        Files.writeString(data.lock(), content);
        assertThat(RunLock.holder(data)).isEmpty();
        RunLock.take(data, SELF).close();
    }

    @Test
    void aLockFileThatMakesNoSenseIsTakenOver() throws IOException {
        Files.writeString(data.lock(), "{\"pid\":");
        assertThat(RunLock.holder(data)).isEmpty();
        RunLock.take(data, SELF).close();
    }
}
