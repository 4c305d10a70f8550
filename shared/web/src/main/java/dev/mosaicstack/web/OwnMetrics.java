package dev.mosaicstack.web;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What this process says of itself: what every bean that is a {@link MultiCollector} knows at that moment. Nothing of it is
 * made before somebody asks. One that fails is missing, and the answer says which; the others are there.
 */
@Singleton
public final class OwnMetrics {

    private static final Logger LOG = Logger.getLogger(OwnMetrics.class);

    private final Instance<MultiCollector> collectors;

    /** Those of which the log has the cause already. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    OwnMetrics(@Any Instance<MultiCollector> collectors) {
        this.collectors = collectors;
    }

    public byte[] text(MetricsFormat format) {
        var text = new ByteArrayOutputStream(16 << 10);
        try {
            writer(format).write(text, snapshots(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private static ExpositionFormatWriter writer(MetricsFormat format) {
        return switch (format) {
            case TEXT -> PrometheusTextFormatWriter.create();
            case OPEN_METRICS -> OpenMetricsTextFormatWriter.create();
        };
    }

    private MetricSnapshots snapshots() {
        var all = MetricSnapshots.builder();
        var success = GaugeSnapshot.builder()
                .name("mosaic_collector_success")
                .help("1 where this part of the answer could be made, 0 where it is missing.");
        Map<String, Integer> named = new HashMap<>();
        for (MultiCollector collector : collectors) {
            String name = name(collector, named);
            List<MetricSnapshot> some = collect(collector, name, all);
            some.forEach(all::metricSnapshot);
            success.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("collector", name))
                    .value(failing.contains(name) ? 0 : 1)
                    .build());
        }
        return all.metricSnapshot(success.build()).build();
    }

    /** That of its class; the second of one name has a number: no two series may have the same labels. */
    private static String name(MultiCollector collector, Map<String, Integer> named) {
        String name = collector.getClass().getSimpleName();
        int nth = named.merge(name, 1, Integer::sum);
        return nth == 1 ? name : name + "-" + nth;
    }

    /** All of it or nothing. */
    private List<MetricSnapshot> collect(MultiCollector collector, String name, MetricSnapshots.Builder before) {
        List<MetricSnapshot> some = new ArrayList<>();
        try {
            for (MetricSnapshot snapshot : collector.collect()) {
                String metric = snapshot.getMetadata().getPrometheusName();
                if (before.containsMetricName(metric)) {
                    throw new IllegalStateException(metric + " is another's");
                }
                some.add(snapshot);
            }
            failing.remove(name);
            return some;
        } catch (RuntimeException e) {
            if (failing.add(name)) {
                LOG.warnf(e, "metrics of %s are missing", name);
            }
            return List.of();
        }
    }
}
