package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String OURS = "boot-of-this-host";
    private static final String THEIRS = "boot-of-another";

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void processesOfOneBootDoNotWaitForEachOther() {
        process(OURS, NOW).enter(List.of());
        process(OURS, NOW).enter(List.of());
        assertThat(check(Duration.ofDays(1)).requireNoOther()).isEmpty();
    }

    @Test
    void aRowOfAnotherBootThatMovesIsAnotherHostWhateverItsClockSays() {
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofDays(-4000));
            var alive = new ProcessRow(database.store, THEIRS, behind, told::add);
            alive.enter(List.of());
            timer.scheduleAtFixedRate(alive::renew, 50, 50, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> check(Duration.ofSeconds(30)).requireNoOther())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("is in use by another host: pid "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("MOSAIC_DB_URL");
            timer.shutdownNow();
        }
    }

    @Test
    void aRowOfAnotherBootThatNobodyRenewsIsTakenAway() {
        process(THEIRS, NOW).enter(List.of());
        List<HostCheck.Seen> left = check(Duration.ofMillis(500)).requireNoOther();
        assertThat(left).hasSize(1);
        process(OURS, NOW).enter(left);
        assertThat(check(Duration.ofDays(1)).requireNoOther()).isEmpty();
    }

    @Test
    void aProcessThatLeavesIsNotWaitedFor() {
        ProcessRow other = process(THEIRS, NOW);
        other.enter(List.of());
        other.leave();
        assertThat(check(Duration.ofDays(1)).requireNoOther()).isEmpty();
    }

    @Test
    void aProcessThatBeganAtTheSameTimeOnAnotherHostIsNoticedAtItsNextRenewal() {
        ProcessRow ours = process(OURS, NOW);
        ours.enter(List.of());
        process(THEIRS, NOW).enter(List.of());
        ours.renew();
        ours.renew();
        assertThat(told).as("a row that does not move").isEmpty();
        database.store.write(
                tx -> ((JdbcTx) tx).sql().update("UPDATE process SET seen_at = seen_at + 1 WHERE boot_id = ?", THEIRS));
        ours.renew();
        assertThat(told).hasSize(1).first().asString().contains("another host works on this SQLite file");
    }

    @Test
    void rowsThatKilledProcessesOfThisBootLeftAreTakenAwayAfterAnHour() {
        process(OURS, NOW.minusSeconds(3601)).enter(List.of());
        process(OURS, NOW.minusSeconds(60)).enter(List.of());
        process(OURS, NOW).enter(List.of());
        long rows = database.store.write(tx -> ((JdbcTx) tx)
                .sql()
                .one(row -> row.number("n"), "SELECT count(*) AS n FROM process")
                .orElseThrow());
        assertThat(rows).isEqualTo(2);
    }

    @Test
    void aRowThatWasTakenAwayComesBackWithTheNextRenewal() {
        ProcessRow ours = process(OURS, NOW);
        ours.renew();
        assertThat(new HostCheck(folder.resolve("mosaic.db"), THEIRS, Duration.ofMillis(1)).requireNoOther())
                .hasSize(1);
    }

    @Test
    void whereThereIsNoDatabaseThereIsNoOtherHost() {
        assertThat(HostCheck.others(folder.resolve("none.db"))).isEmpty();
    }

    private ProcessRow process(String boot, Instant at) {
        return new ProcessRow(database.store, boot, Clock.fixed(at, ZoneOffset.UTC), told::add);
    }

    private HostCheck check(Duration watch) {
        return new HostCheck(folder.resolve("mosaic.db"), OURS, watch);
    }
}
