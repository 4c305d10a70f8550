package dev.mosaicstack.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessNameTest {

    @TempDir
    Path proc;

    @BeforeEach
    void aProcessTable() throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "0d9f\n");
        process("1", "S", "5");
        process("77", "S", "1000");
        Files.createSymbolicLink(proc.resolve("self"), Path.of("77"));
        Files.createDirectories(proc.resolve("77/ns"));
        Files.createSymbolicLink(proc.resolve("77/ns/pid"), Path.of("pid:[1]"));
    }

    @Test
    void aProcessThatRunsIsNotGone() throws IOException {
        String name = name().create();
        becomeAnother();
        assertThat(name().gone(name)).isFalse();
    }

    @Test
    void aProcessThatIsInTheTableNoMoreIsGone() throws IOException {
        String name = name().create();
        becomeAnother();
        Files.delete(proc.resolve("77/stat"));
        assertThat(name().gone(name)).isTrue();
    }

    @Test
    void aProcessWhoseNumberWasGivenToAnotherIsGone() throws IOException {
        String name = name().create();
        becomeAnother();
        process("77", "S", "2000");
        assertThat(name().gone(name)).isTrue();
    }

    @Test
    void aProcessThatNobodyHasWaitedForIsGone() throws IOException {
        String name = name().create();
        becomeAnother();
        process("77", "Z", "1000");
        assertThat(name().gone(name)).isTrue();
    }

    @Test
    void nothingIsSaidOfAProcessOfAnotherBoot() throws IOException {
        String name = name().create();
        becomeAnother();
        Files.delete(proc.resolve("77/stat"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "another\n");
        assertThat(name().gone(name)).isFalse();
    }

    @Test
    void nothingIsSaidOfAProcessOfAnotherContainer() throws IOException {
        String name = name().create();
        becomeAnother();
        Files.delete(proc.resolve("77/stat"));
        Files.delete(proc.resolve("78/ns/pid"));
        Files.createSymbolicLink(proc.resolve("78/ns/pid"), Path.of("pid:[2]"));
        assertThat(name().gone(name)).isFalse();
    }

    @Test
    void nothingIsSaidWhereProcessesAreHidden() throws IOException {
        String name = name().create();
        becomeAnother();
        Files.delete(proc.resolve("77/stat"));
        Files.delete(proc.resolve("1/stat"));
        assertThat(name().gone(name)).isFalse();
    }

    @Test
    void nothingIsSaidOfANameThatIsNotOurs() {
        assertThat(name().gone("0193a1b2-0000-7000-8000-000000000000")).isFalse();
        assertThat(name().gone("")).isFalse();
    }

    @Test
    void whereThereIsNoProcessTableThereIsANameAllTheSame() {
        var nowhere = new ProcessName(proc.resolve("nowhere"));
        assertThat(nowhere.create()).isNotEqualTo(nowhere.create());
        assertThat(nowhere.gone(nowhere.create())).isFalse();
    }

    @Test
    void aNameFitsIntoItsColumnAndIsNeverGivenTwice() {
        assertThat(ProcessName.next()).hasSizeLessThanOrEqualTo(64).isNotEqualTo(ProcessName.next());
        assertThat(ProcessName.isGone(ProcessName.next())).isFalse();
    }

    private ProcessName name() {
        return new ProcessName(proc);
    }

    private void process(String pid, String state, String start) throws IOException {
        Files.createDirectories(proc.resolve(pid));
        String between = " 0".repeat(18);
        Files.writeString(
                proc.resolve(pid).resolve("stat"), pid + " (a (b) c) " + state + between + " " + start + " 0 0\n");
    }

    private void becomeAnother() throws IOException {
        process("78", "S", "1500");
        Files.createDirectories(proc.resolve("78/ns"));
        Files.createSymbolicLink(proc.resolve("78/ns/pid"), Path.of("pid:[1]"));
        Files.delete(proc.resolve("self"));
        Files.createSymbolicLink(proc.resolve("self"), Path.of("78"));
    }
}
