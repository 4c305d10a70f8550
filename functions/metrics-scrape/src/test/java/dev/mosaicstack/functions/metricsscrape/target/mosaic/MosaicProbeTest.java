package dev.mosaicstack.functions.metricsscrape.target.mosaic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.LookAtBackups;
import dev.mosaicstack.core.monitoring.TakeCensus;
import dev.mosaicstack.core.monitoring.WatchEvents;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.webhook.Delivery;
import dev.mosaicstack.functions.metricsscrape.target.Values;
import dev.mosaicstack.store.EmptyStore;
import dev.mosaicstack.testkit.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MosaicProbeTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder;

    private final MovableClock time = new MovableClock(NOW);
    private EmptyStore database;
    private MosaicProbe probe;

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        Store store = database.store();
        probe = new MosaicProbe(new TakeCensus(store, time), new WatchEvents(store), new LookAtBackups(store, time));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofAnEmptyDatabaseEveryStateIsZeroAndNobodyWaits() throws Exception {
        assertThat(Values.of(probe.read()))
                .containsEntry("mosaic_sessions{state=\"active\"}", 0.0)
                .containsEntry("mosaic_agents{state=\"idle\"}", 0.0)
                .containsEntry("mosaic_agents{state=\"lost\"}", 0.0)
                .containsEntry("mosaic_tasks{state=\"queued\"}", 0.0)
                .containsEntry("mosaic_coordination_requests{state=\"pending\"}", 0.0)
                .containsEntry("mosaic_task_queue_age_seconds", 0.0)
                .containsEntry("mosaic_unpublished_events", 0.0)
                .containsEntry("mosaic_dead_letters", 0.0)
                .containsEntry("mosaic_subscription_oldest_undelivered_age_seconds{subscription=\"audit\"}", 0.0)
                .doesNotContainKey("mosaic_webhook_age_seconds");
    }

    @Test
    void whatThereIsIsCountedAndAgesGrowWithTime() throws Exception {
        database.store().write(tx -> {
            tx.sessions()
                    .insert(new Session(
                            "s", "p", "c", new Session.State.Active(), NOW, NOW.plus(Duration.ofDays(1)), null, 1));
            tx.deliveries()
                    .insert(new Delivery(
                            "d",
                            "lab",
                            "x",
                            "gitea",
                            "push",
                            "t",
                            "h",
                            "application/json",
                            new byte[] {1},
                            NOW,
                            "e",
                            0,
                            null));
            return null;
        });
        time.advance(Duration.ofMinutes(10));
        assertThat(Values.of(probe.read()))
                .containsEntry("mosaic_sessions{state=\"active\"}", 1.0)
                .containsEntry("mosaic_webhook_age_seconds", 600.0);
    }
}
