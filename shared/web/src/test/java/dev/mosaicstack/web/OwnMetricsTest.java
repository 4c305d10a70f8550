package dev.mosaicstack.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnMetricsTest {

    private static class One implements MultiCollector {
        private final String name;

        One(String name) {
            this.name = name;
        }

        @Override
        public MetricSnapshots collect() {
            return MetricSnapshots.of(GaugeSnapshot.builder()
                    .name(name)
                    .help("A gauge.")
                    .dataPoint(GaugeDataPointSnapshot.builder().value(1).build())
                    .build());
        }
    }

    private static final class Failing extends One {
        private boolean fails = true;

        Failing() {
            super("mosaic_sometimes");
        }

        @Override
        public MetricSnapshots collect() {
            if (fails) {
                throw new IllegalStateException("the database is away");
            }
            return super.collect();
        }
    }

    private static final class Twin extends One {
        Twin() {
            super("mosaic_always");
        }
    }

    private static String text(OwnMetrics own) {
        return new String(own.text(MetricsFormat.TEXT), StandardCharsets.UTF_8);
    }

    private static OwnMetrics of(List<MultiCollector> collectors) {
        return new OwnMetrics(Beans.of(collectors));
    }

    @Test
    void onePartThatFailsIsMissingAndSaysSoAndIsThereAgainOnceItWorks() {
        var failing = new Failing();
        OwnMetrics own = of(List.of(failing, new One("mosaic_always")));
        assertThat(text(own))
                .contains("\nmosaic_always 1.0\n")
                .contains("\nmosaic_collector_success{collector=\"Failing\"} 0.0\n")
                .contains("\nmosaic_collector_success{collector=\"One\"} 1.0\n")
                .doesNotContain("mosaic_sometimes");
        failing.fails = false;
        assertThat(text(own))
                .contains("\nmosaic_sometimes 1.0\n")
                .contains("\nmosaic_collector_success{collector=\"Failing\"} 1.0\n");
    }

    @Test
    void aMetricOfTwoPartsIsThatOfTheFirst() {
        assertThat(text(of(List.of(new One("mosaic_always"), new Twin()))))
                .containsOnlyOnce("\nmosaic_always 1.0\n")
                .contains("\nmosaic_collector_success{collector=\"Twin\"} 0.0\n");
    }

    /** As another module may call its own. */
    private static final class Elsewhere {
        private static final class Failing extends One {
            Failing() {
                super("mosaic_elsewhere");
            }
        }
    }

    @Test
    void twoOfOneNameAreToldApart() {
        assertThat(text(of(List.of(new Failing(), new Elsewhere.Failing(), new Failing()))))
                .contains("\nmosaic_collector_success{collector=\"Failing\"} 0.0\n")
                .contains("\nmosaic_collector_success{collector=\"Failing-2\"} 1.0\n")
                .contains("\nmosaic_collector_success{collector=\"Failing-3\"} 0.0\n")
                .contains("\nmosaic_elsewhere 1.0\n");
    }
}
