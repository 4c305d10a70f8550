package dev.mosaicstack.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The registry that everything in this process may measure with. What costs something to set up, and can be read at any time, is set
 * up when somebody asks for the first time: many processes live for seconds and are never asked.
 */
@Singleton
final class Meters implements MultiCollector {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Instance<MeterBinder> binders;
    private boolean bound;

    Meters(@Any Instance<MeterBinder> binders) {
        this.binders = binders;
    }

    @Produces
    @Singleton
    MeterRegistry registry() {
        return registry;
    }

    @Override
    public MetricSnapshots collect() {
        bind();
        return registry.getPrometheusRegistry().scrape();
    }

    private synchronized void bind() {
        if (!bound) {
            bound = true;
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ProcessMeters().bindTo(registry);
            binders.forEach(binder -> binder.bindTo(registry));
        }
    }
}
