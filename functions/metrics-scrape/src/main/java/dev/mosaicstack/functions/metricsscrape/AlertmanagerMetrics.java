package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.functions.metricsscrape.notify.Alertmanager;
import dev.mosaicstack.functions.metricsscrape.notify.Alertmanager.Standing;
import dev.mosaicstack.functions.metricsscrape.plan.Alertmanagers;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToLongFunction;

/** How the Alertmanagers are doing, for {@code GET /metrics}: of this process alone. */
@Singleton
public class AlertmanagerMetrics implements MultiCollector {

    private final Alertmanagers alertmanagers;

    AlertmanagerMetrics(Alertmanagers alertmanagers) {
        this.alertmanagers = alertmanagers;
    }

    @Override
    public MetricSnapshots collect() {
        List<Standing> all =
                alertmanagers.all().stream().map(Alertmanager::standing).toList();
        if (all.isEmpty()) {
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(
                up(all),
                counter("mosaic_alertmanager_alerts_sent", "Alerts that it took, each time.", all, Standing::sent),
                counter("mosaic_alertmanager_failures", "Posts that it did not take.", all, Standing::failed));
    }

    private static GaugeSnapshot up(List<Standing> all) {
        var gauge = GaugeSnapshot.builder()
                .name("mosaic_alertmanager_up")
                .help("1 where it took what it was sent last, 0 where it did not; nothing before that.");
        all.stream()
                .filter(each -> each.up() != null)
                .forEach(each -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels(each))
                        .value(each.up() ? 1 : 0)
                        .build()));
        return gauge.build();
    }

    private static CounterSnapshot counter(
            String name, String help, List<Standing> all, ToLongFunction<Standing> value) {
        var counter = CounterSnapshot.builder().name(name).help(help);
        all.forEach(each -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels(each))
                .value(value.applyAsLong(each))
                .build()));
        return counter.build();
    }

    private static Labels labels(Standing standing) {
        return Labels.of("alertmanager", standing.name());
    }
}
