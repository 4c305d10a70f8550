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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The registry that everything in this process may measure with. What costs something to set up, and can be read at any time, is set
 * up when somebody asks for the first time: many processes live for seconds and are never asked.
 */
@Singleton
final class Meters implements MultiCollector {

    private static final Logger LOG = Logger.getLogger(Meters.class);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Instance<MeterBinder> binders;

    /** Those that are not set up yet; null before anybody asked. */
    private List<MeterBinder> waiting;

    /** Those of which the log has the cause already. */
    private final Set<String> failed = new HashSet<>();

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
        if (waiting == null) {
            waiting = new ArrayList<>(List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessMeters()));
            binders.forEach(waiting::add);
        }
        waiting.removeIf(this::bind);
    }

    /** @return false where it is to be tried again: it keeps no other from being there */
    private boolean bind(MeterBinder binder) {
        try {
            binder.bindTo(registry);
            return true;
        } catch (RuntimeException e) {
            String name = binder.getClass().getName();
            if (failed.add(name)) {
                LOG.warnf(e, "meters of %s are missing", name);
            }
            return false;
        }
    }
}
