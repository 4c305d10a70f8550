package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.scrape.Collected;
import dev.mosaicstack.functions.metricsscrape.scrape.Rounds;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** How looking at targets itself is doing, for {@code GET /metrics}. */
@Singleton
public class RoundMetrics implements MultiCollector {

    private final Rounds rounds;
    private final History history;
    private final Judging judging;

    RoundMetrics(Rounds rounds, History history, Judging judging) {
        this.rounds = rounds;
        this.history = history;
        this.judging = judging;
    }

    @Override
    public MetricSnapshots collect() {
        Optional<Collected> newest = rounds.newest();
        var all = MetricSnapshots.builder()
                .metricSnapshot(one(
                        "mosaic_metrics_active",
                        "1 where this process looks at the targets, 0 where another one does, or none.",
                        newest.isPresent() ? 1 : 0));
        newest.ifPresent(collected -> all.metricSnapshot(one(
                        "mosaic_metrics_last_round_timestamp_seconds",
                        "When the last round began, in seconds since 1970.",
                        collected.at().toEpochMilli() / 1000.0))
                .metricSnapshot(durations(collected))
                .metricSnapshot(
                        one("mosaic_metrics_series", "Series of all targets at the last round.", collected.series()))
                .metricSnapshot(
                        one("mosaic_metrics_history_series", "Series of which a history is kept.", history.series()))
                .metricSnapshot(one(
                        "mosaic_metrics_history_series_left",
                        "Series that are selected and have no history, because there are too many.",
                        history.left()))
                .metricSnapshot(one(
                        "mosaic_metrics_rules",
                        "Rules in force.",
                        judging.rules().all().size()))
                .metricSnapshot(one(
                        "mosaic_metrics_rules_failed",
                        "Rules that could not be judged at the last round.",
                        judging.last().failed().size())));
        return all.build();
    }

    private GaugeSnapshot durations(Collected collected) {
        return GaugeSnapshot.builder()
                .name("mosaic_metrics_round_duration_seconds")
                .help("How long each part of the last round took.")
                .dataPoint(part("targets", collected.took()))
                .dataPoint(part("rules", judging.last().rules()))
                .dataPoint(part("alerts", judging.last().alerts()))
                .build();
    }

    private static GaugeDataPointSnapshot part(String name, Duration took) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("part", name))
                .value(took.toNanos() / 1e9)
                .build();
    }

    private static GaugeSnapshot one(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
