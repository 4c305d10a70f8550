package dev.mosaicstack.web;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Publication;
import dev.mosaicstack.core.store.Store;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Events that are committed and not in the stream, as this process knows it. Absent while nobody knows where the stream ends. */
@Singleton
final class OutboxMetrics implements MultiCollector {

    private final Instance<Publication> publication;
    private final Store store;
    private final Clock clock;

    OutboxMetrics(Instance<Publication> publication, Store store, Clock clock) {
        this.publication = publication;
        this.store = store;
        this.clock = clock;
    }

    private record Waiting(long events, List<Event> oldest) {}

    @Override
    public MetricSnapshots collect() {
        long published = publication.isResolvable() ? publication.get().publishedUpTo() : 0;
        if (published == 0) {
            return new MetricSnapshots();
        }
        Waiting waiting = store.read(tx -> {
            long events = Math.max(0, tx.events().lastPosition() - published);
            return new Waiting(events, events == 0 ? List.of() : tx.events().after(published, 1));
        });
        return MetricSnapshots.of(
                gauge("events", "Events that are committed and not in the stream yet.", waiting.events()),
                gauge(
                        "oldest_age_seconds",
                        "Age of the oldest of them; 0 where there is none.",
                        age(waiting.oldest())));
    }

    private double age(List<Event> oldest) {
        return oldest.isEmpty()
                ? 0
                : Math.max(
                        0,
                        Duration.between(oldest.getFirst().time(), clock.instant())
                                        .toMillis()
                                / 1000.0);
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name("mosaic_outbox_" + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
