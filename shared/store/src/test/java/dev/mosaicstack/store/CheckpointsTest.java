package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CheckpointsTest {

    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private TestDatabase database;
    private Checkpoints checkpoints;
    private Path log;

    @BeforeEach
    void open() {
        database = new TestDatabase(folder);
        checkpoints = new Checkpoints(folder.resolve("mosaic.db"), database.store::finishCheckpoint);
        log = folder.resolve("mosaic.db-wal");
    }

    @AfterEach
    void close() {
        checkpoints.close();
        database.close();
    }

    @Test
    void theLogStartsAgainOnceItWasCopied() throws IOException {
        for (int i = 0; i < 5; i++) {
            write(10);
            checkpoints.look();
        }
        assertThat(Files.size(log)).isLessThan(15L * MIB);
        assertThat(Files.size(folder.resolve("mosaic.db"))).isGreaterThan(49L * MIB);
    }

    @Test
    void withoutThatTheWriterCopiesItBeforeItIsMuchLargerThan64Mebibytes() throws IOException {
        long peak = 0;
        for (int i = 0; i < 150; i++) {
            write(1);
            peak = Math.max(peak, Files.size(log));
        }
        assertThat(peak).isBetween(60L * MIB, 75L * MIB);
    }

    @Test
    void whatALongReaderLetGrowIsCutOffWhenItHasEnded() throws Exception {
        try (Connection reader = database.open();
                Statement statement = reader.createStatement()) {
            statement.execute("PRAGMA query_only=ON");
            reader.setAutoCommit(false);
            try (ResultSet snapshot = statement.executeQuery("SELECT count(*) FROM event")) {
                assertThat(snapshot.next()).isTrue();
            }
            write(260);
            checkpoints.look();
            assertThat(Files.size(log)).as("the reader still needs it").isGreaterThan(256L * MIB);
            reader.rollback();
        }
        checkpoints.look();
        assertThat(Files.size(log)).isZero();
    }

    @Test
    void anErrorIsNoEndOfTheLooks() {
        var looks = new AtomicInteger();
        var failing = new Checkpoints(folder.resolve("mosaic.db"), () -> {
            looks.incrementAndGet();
            throw new StackOverflowError("as it is meant");
        });
        try (var upkeep = new SqliteUpkeep(failing, Optional.empty())) {
            write(5);
            upkeep.start(List.of());
            await().until(() -> looks.get() > 1);
        }
    }

    @Test
    void afterAnOrderlyEndThereIsNoLog() {
        write(5);
        checkpoints.look();
        checkpoints.close();
        database.close();
        assertThat(log).doesNotExist();
    }

    @Test
    void aDatabaseThatIsNotThereIsNoMatter() throws SQLException {
        var nowhere = new Checkpoints(folder.resolve("none/mosaic.db"), () -> {});
        nowhere.look();
        nowhere.close();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private void write(int mebibytes) {
        for (int i = 0; i < mebibytes; i++) {
            database.store.write(tx -> {
                var rows = new Rows(tx, Instant.EPOCH);
                return rows.aDelivery(rows.anEvent(), MIB);
            });
        }
    }
}
