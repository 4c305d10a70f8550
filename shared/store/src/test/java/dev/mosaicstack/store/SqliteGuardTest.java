package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteGuardTest {

    @TempDir
    private Path data;

    /** Inside one process, Java refuses where between processes the second one waits. */
    @Test
    void whileOneOpensTheDatabaseTheNextIsKeptOut() throws IOException {
        Path state = Files.createDirectories(data.resolve("mcp/state"));
        SqliteGuard guard = SqliteGuard.of(data);
        String opened = guard.alone(() -> {
            assertThatThrownBy(() -> tryLock(state)).isInstanceOf(OverlappingFileLockException.class);
            return "opened";
        });
        assertThat(opened).isEqualTo("opened");
        assertThat(tryLock(state)).as("afterwards").isTrue();
    }

    private static boolean tryLock(Path state) {
        try (FileChannel channel = FileChannel.open(state.resolve("mosaic.db-start"), StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
