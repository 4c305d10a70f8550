package dev.mosaicstack.web.tracing;

import dev.mosaicstack.core.trace.Span;
import dev.mosaicstack.core.trace.Trace;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Spans of this process, sent to a collector where one is configured; else there are none, and traces of others are passed on as they
 * came. A trace whose beginner does not sample it is not sampled here either.
 */
@Singleton
public final class Tracing {

    private final Optional<SpanExporter> exporter;

    /** @throws IllegalStateException where the endpoint is no HTTP address, or the delay cannot be */
    public Tracing(TracingSettings settings, MeterRegistry registry) {
        var counters = new SpanCounters(registry);
        this.exporter = settings.endpoint().map(endpoint -> SpanExporter.start(settings, counters));
    }

    void stop(@Observes ShutdownEvent event) {
        exporter.ifPresent(SpanExporter::close);
    }

    /** A span that has begun. */
    public interface Begun {
        /** The trace for what this causes. */
        Trace self();

        /** As {@link Span} has them. */
        void end(String name, boolean failed, Map<String, Object> attributes);
    }

    /**
     * @param parent what causes it; null for nothing that is known, then a trace begins
     * @return empty where nobody collects, or nobody wants this trace
     */
    public Optional<Begun> begin(Trace parent, Span.Kind kind) {
        if (exporter.isEmpty() || parent != null && !parent.sampled()) {
            return Optional.empty();
        }
        Trace self = parent == null ? Trace.begin(random(16), random(8)) : parent.child(random(8));
        return Optional.of(new One(self, parent == null ? null : parent.spanId(), kind));
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        // All zeros are no id.
        random[0] |= 1;
        return HexFormat.of().formatHex(random);
    }

    private final class One implements Begun {

        private final Trace self;
        private final String parentId;
        private final Span.Kind kind;
        private final long startedAt = epochNanos();
        private final long begun = System.nanoTime();

        One(Trace self, String parentId, Span.Kind kind) {
            this.self = self;
            this.parentId = parentId;
            this.kind = kind;
        }

        @Override
        public Trace self() {
            return self;
        }

        @Override
        public void end(String name, boolean failed, Map<String, Object> attributes) {
            long endedAt = startedAt + System.nanoTime() - begun;
            exporter.orElseThrow().add(new Span(self, parentId, name, kind, startedAt, endedAt, failed, attributes));
        }
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return Duration.ofSeconds(now.getEpochSecond(), now.getNano()).toNanos();
    }
}
