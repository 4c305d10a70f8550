package dev.mosaicstack.web.tracing;

import dev.mosaicstack.core.trace.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends spans in batches, on a thread of its own. Whoever ends a span never waits for it: where the collector is slow or away, spans are
 * given up and counted.
 */
final class SpanExporter implements AutoCloseable {

    static final int MOST_WAITING = 2048;
    private static final int MOST_AT_ONCE = 512;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(SpanExporter.class);

    /** Nobody's: it ends a wait. */
    private static final Span WAKE = new Span(null, null, "", Span.Kind.SERVER, 0, 0, false, Map.of());

    private final URI traces;
    private final Map<String, String> headers;
    private final Duration delay;
    private final OtlpJson json;
    private final SpanCounters counters;
    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Thread thread =
            Thread.ofPlatform().name("span-exporter").daemon().unstarted(this::run);
    private volatile boolean stopping;
    private boolean away;

    private SpanExporter(TracingSettings settings, SpanCounters counters) {
        this.traces = traces(settings.endpoint().orElseThrow());
        this.headers = settings.headers();
        this.delay = delay(settings.delay());
        this.json = new OtlpJson(settings.serviceName());
        this.counters = counters;
    }

    /** @throws IllegalStateException where the endpoint is no HTTP address, or the delay cannot be */
    static SpanExporter start(TracingSettings settings, SpanCounters counters) {
        var exporter = new SpanExporter(settings, counters);
        exporter.thread.start();
        return exporter;
    }

    /** "OTLP Exporter": the base address, and the path of the signal behind its own. */
    private static URI traces(String endpoint) {
        try {
            URI base = URI.create(endpoint);
            if (base.getHost() != null && List.of("http", "https").contains(base.getScheme())) {
                return URI.create(endpoint + (endpoint.endsWith("/") ? "" : "/") + "v1/traces");
            }
        } catch (IllegalArgumentException e) {
            LOG.debugf("not an address: %s", e.getMessage());
        }
        throw new IllegalStateException("mosaic.otel.endpoint is not an http or https address");
    }

    /** With none it would ask whether there is a span all the time. */
    private static Duration delay(Duration delay) {
        if (delay.compareTo(SHORTEST) < 0 || delay.compareTo(LONGEST) > 0) {
            throw new IllegalStateException(
                    "mosaic.otel.delay is not between " + SHORTEST + " and " + LONGEST + " (PT5S)");
        }
        return delay;
    }

    void add(Span span) {
        if (!waiting.offer(span)) {
            counters.dropped(1);
        }
    }

    private void run() {
        try {
            while (!stopping) {
                Span first = waiting.poll(delay.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    send(batch(first), PATIENCE);
                }
            }
            List<Span> rest = new ArrayList<>();
            waiting.drainTo(rest);
            if (!away) {
                send(rest, LAST_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What comes within the delay, and no more than may be sent at once. */
    private List<Span> batch(Span first) throws InterruptedException {
        List<Span> batch = new ArrayList<>();
        batch.add(first);
        long until = System.nanoTime() + delay.toNanos();
        while (batch.size() < MOST_AT_ONCE && !stopping) {
            Span next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
            waiting.drainTo(batch, MOST_AT_ONCE - batch.size());
        }
        return batch;
    }

    private void send(List<Span> batch, Duration patience) throws InterruptedException {
        batch.removeIf(span -> span == WAKE);
        if (batch.isEmpty()) {
            return;
        }
        try {
            var request = HttpRequest.newBuilder(traces).timeout(patience).header("Content-Type", "application/json");
            headers.forEach(request::setHeader);
            request.POST(BodyPublishers.ofByteArray(json.write(batch)));
            HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
            if (answer.statusCode() == 200) {
                counters.sent(batch.size());
                away = false;
            } else {
                giveUp(batch, "answers " + answer.statusCode());
            }
        } catch (IOException e) {
            giveUp(batch, "does not answer: " + e);
        } catch (IllegalArgumentException e) {
            // Its words would show the header.
            giveUp(batch, "cannot be asked: mosaic.otel.headers has a header that cannot be sent");
        } catch (RuntimeException | Error e) {
            // Whatever it is: nobody else would send the next ones.
            LOG.error("spans are lost: they cannot be sent", e);
            counters.dropped(batch.size());
        }
    }

    private void giveUp(List<Span> batch, String why) {
        counters.dropped(batch.size());
        if (!away) {
            LOG.warnf("spans are lost: the collector at %s %s", traces.getHost() + ":" + traces.getPort(), why);
        }
        away = true;
    }

    /** Sends what waits, with little patience. */
    @Override
    public void close() {
        stopping = true;
        // An interrupt would end what is being sent. Where there is no room for it nobody waits.
        waiting.offer(WAKE);
        try {
            thread.join(LAST_PATIENCE.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
