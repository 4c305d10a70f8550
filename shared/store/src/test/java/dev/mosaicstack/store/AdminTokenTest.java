package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.access.Secrets;
import dev.mosaicstack.core.access.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void ensure() {
        new AdminToken(database.store, new Secrets(), Clock.systemUTC()).ensure(Optional.empty(), folder);
    }

    @Test
    void theFirstStartWritesOneThatOnlyItsOwnerMayRead() throws IOException {
        ensure();
        Path file = folder.resolve(AdminToken.FILE);
        String hash = Secrets.hash(Files.readString(file).strip());
        Token stored =
                database.store.read(tx -> tx.tokens().find(AdminToken.ID)).orElseThrow();
        assertThat(stored.hash()).isEqualTo(hash);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        ensure();
        assertThat(Secrets.hash(Files.readString(file).strip())).isEqualTo(hash);
    }

    /** Its row is, when this returns: with the row alone nobody could ever be the administrator. */
    @Test
    void whatIsWrittenAndItsNameAreOnTheDisk() throws IOException {
        List<String> forced = forcedWhile(this::ensure);
        assertThat(forced).hasSize(2);
        assertThat(forced.getFirst())
                .startsWith(folder.resolve(AdminToken.FILE).toString())
                .endsWith(".new");
        assertThat(forced.getLast()).isEqualTo(folder.toString());
    }

    /** By Java: what SQLite does is not among them. */
    private List<String> forcedWhile(Runnable work) throws IOException {
        Path recorded = folder.resolve("forced.jfr");
        try (var recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(recorded);
        }
        return RecordingFile.readAllEvents(recorded).stream()
                .map(event -> event.getString("path"))
                .toList();
    }
}
