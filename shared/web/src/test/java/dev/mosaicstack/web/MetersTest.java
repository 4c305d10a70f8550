package dev.mosaicstack.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final AtomicInteger failures = new AtomicInteger(2);

    private final MeterBinder sometimes = registry -> {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the database is away");
        }
        registry.gauge("mosaic.sometimes", 1);
    };

    private final AtomicInteger bound = new AtomicInteger();

    private final MeterBinder always = registry -> {
        bound.incrementAndGet();
        registry.gauge("mosaic.always", 1);
    };

    private static boolean has(MetricSnapshots snapshots, String name) {
        return snapshots.stream().anyMatch(each -> each.getMetadata().getName().equals(name));
    }

    @Test
    void oneThatCannotBeSetUpKeepsNoOtherFromIt() {
        var meters = new Meters(Beans.of(List.of(sometimes, always)));
        MetricSnapshots first = meters.collect();
        assertThat(has(first, "mosaic_always")).isTrue();
        assertThat(has(first, "mosaic_sometimes")).isFalse();
        assertThat(has(first, "jvm_memory_used_bytes")).isTrue();
    }

    @Test
    void itIsTriedAgainAndTheOthersAreNot() {
        var meters = new Meters(Beans.of(List.of(sometimes, always)));
        meters.collect();
        meters.collect();
        assertThat(has(meters.collect(), "mosaic_sometimes")).isTrue();
        assertThat(bound).hasValue(1);
    }
}
