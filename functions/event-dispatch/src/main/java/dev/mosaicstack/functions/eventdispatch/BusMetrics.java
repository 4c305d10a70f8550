package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.monitoring.EventCount;
import dev.mosaicstack.core.monitoring.Monitoring.Standing;
import dev.mosaicstack.core.monitoring.WatchEvents;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the event bus is doing, for {@code GET /metrics}: what is in the database, so it is the same in every process. */
@Singleton
public class BusMetrics implements MultiCollector {

    private final WatchEvents watch;
    private final Clock clock;

    BusMetrics(WatchEvents watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        WatchEvents.Seen seen = watch.look();
        List<Standing> all = seen.standings();
        Instant now = clock.instant();
        return MetricSnapshots.of(
                events(seen.counts()),
                attempts(all),
                gauge("lag_events", "Events of the log that the subscription has still before it.", all, Standing::lag),
                gauge(
                        "oldest_undelivered_age_seconds",
                        "Age of the oldest event that is not delivered; 0 where all are.",
                        all,
                        standing -> age(standing.oldestAt(), now)),
                gauge(
                        "parked_events",
                        "Events that wait for another attempt, or behind one that does.",
                        all,
                        Standing::parked),
                gauge("dead_letters", "Events that were given up and are kept.", all, Standing::dead),
                gauge(
                        "active",
                        "1 while events are delivered, 0 where it is disabled.",
                        all,
                        standing -> standing.active() ? 1 : 0));
    }

    private static CounterSnapshot events(List<EventCount> counts) {
        var counter = CounterSnapshot.builder().name("mosaic_events").help("Events in the log, by type.");
        counts.forEach(count -> counter.dataPoint(point(Labels.of("type", count.type()), count.events())));
        return counter.build();
    }

    private static CounterSnapshot attempts(List<Standing> standings) {
        var counter = CounterSnapshot.builder()
                .name("mosaic_subscription_attempts")
                .help("Deliveries that were attempted, by what became of them.");
        for (Standing standing : standings) {
            counter.dataPoint(point(outcome(standing, "delivered"), standing.delivered()));
            counter.dataPoint(point(outcome(standing, "failed"), standing.failed()));
        }
        return counter.build();
    }

    private static Labels outcome(Standing standing, String outcome) {
        return Labels.of("subscription", standing.name(), "outcome", outcome);
    }

    private static CounterDataPointSnapshot point(Labels labels, double value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static GaugeSnapshot gauge(
            String name, String help, List<Standing> standings, ToDoubleFunction<Standing> value) {
        var gauge = GaugeSnapshot.builder().name("mosaic_subscription_" + name).help(help);
        standings.forEach(standing -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of("subscription", standing.name()))
                .value(value.applyAsDouble(standing))
                .build()));
        return gauge.build();
    }

    private static double age(Instant oldestAt, Instant now) {
        return oldestAt == null
                ? 0
                : Math.max(0, Duration.between(oldestAt, now).toMillis() / 1000.0);
    }
}
