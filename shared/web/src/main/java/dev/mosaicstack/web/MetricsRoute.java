package dev.mosaicstack.web;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.error.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;

/**
 * {@code GET /metrics}: what this process says of itself, and what it collected from others where it does that, in the form
 * that the scraper asks for. With {@code X-Mosaic-Scrape: own} it is this process alone: so a process that collects from
 * itself does not collect what it collected.
 */
@Singleton
final class MetricsRoute {

    private static final String PATH = "/metrics";
    private static final String SCOPE = "X-Mosaic-Scrape";

    /** Before those of the functions. */
    private static final int EARLY = -500;

    private static final Logger LOG = Logger.getLogger(MetricsRoute.class);

    private final Edge edge;
    private final InFlight inFlight;
    private final CallMeter meter;
    private final OwnMetrics own;
    private final Instance<CollectedMetrics> collected;

    MetricsRoute(Edge edge, InFlight inFlight, CallMeter meter, OwnMetrics own, Instance<CollectedMetrics> collected) {
        this.edge = edge;
        this.inFlight = inFlight;
        this.meter = meter;
        this.own = own;
        this.collected = collected;
    }

    void register(@Observes Router router) {
        router.route(PATH).order(EARLY).handler(this::answer);
    }

    private void answer(RoutingContext rc) {
        HttpServerRequest request = rc.request();
        meter.begin(rc, Call.METRICS.path());
        if (request.method() != HttpMethod.GET) {
            throw new Refusal.MethodNotAllowed("GET", "metrics are a GET");
        }
        inFlight.begin(rc);
        MetricsFormat format = MetricsFormat.of(request.getHeader("Accept"));
        boolean onlyOwn = "own".equals(request.getHeader(SCOPE));
        boolean gzip = Preference.takesGzip(request.getHeader("Accept-Encoding"));
        edge.route(rc, Call.METRICS, () -> {
                    byte[] text = onlyOwn ? own.text(format) : everything(format);
                    return gzip ? gzipped(text) : text;
                })
                .subscribe()
                .with(body -> send(rc.response(), format, gzip, body), rc::fail);
    }

    private byte[] everything(MetricsFormat format) {
        byte[] text = own.text(format);
        if (!collected.isResolvable()) {
            return text;
        }
        try {
            return collected.get().merge(text, format);
        } catch (RuntimeException e) {
            LOG.warn("what was collected from others is missing", e);
            return text;
        }
    }

    private static byte[] gzipped(byte[] text) {
        var bytes = new ByteArrayOutputStream(text.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void send(HttpServerResponse response, MetricsFormat format, boolean gzip, byte[] body) {
        if (gzip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.putHeader("Content-Type", format.contentType())
                .putHeader("Vary", "Accept, Accept-Encoding")
                .end(Buffer.buffer(body));
    }
}
