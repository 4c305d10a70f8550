package dev.mosaicstack.web;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.error.Refusal;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * {@code GET /metrics} in the text format of Prometheus, 0.0.4: what every bean that is a {@link MultiCollector} knows at
 * that moment. Nothing of it is made before somebody asks.
 */
@Singleton
final class MetricsRoute {

    private static final String PATH = "/metrics";

    /** Before those of the functions. */
    private static final int EARLY = -500;

    private final Edge edge;
    private final InFlight inFlight;
    private final Instance<MultiCollector> collectors;

    MetricsRoute(Edge edge, InFlight inFlight, @Any Instance<MultiCollector> collectors) {
        this.edge = edge;
        this.inFlight = inFlight;
        this.collectors = collectors;
    }

    void register(@Observes Router router) {
        router.route(PATH).order(EARLY).handler(this::answer);
    }

    private void answer(RoutingContext rc) {
        if (rc.request().method() != HttpMethod.GET) {
            throw new Refusal.MethodNotAllowed("GET", "metrics are a GET");
        }
        inFlight.begin(rc);
        edge.route(rc, Call.METRICS, this::text).subscribe().with(text -> send(rc, text), rc::fail);
    }

    private Buffer text() {
        var snapshots = MetricSnapshots.builder();
        for (MultiCollector collector : collectors) {
            collector.collect().forEach(snapshots::metricSnapshot);
        }
        var text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, snapshots.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(text.toByteArray());
    }

    private static void send(RoutingContext rc, Buffer text) {
        rc.response()
                .putHeader("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE)
                .end(text);
    }
}
