package dev.mosaicstack.web.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of spans. */
final class SpanCounters {

    private final Counter sent;
    private final Counter dropped;

    SpanCounters(MeterRegistry registry) {
        this.sent = counter(registry, "sent");
        this.dropped = counter(registry, "dropped");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("mosaic.trace.spans")
                .description("Spans that a collector took, and those that were given up.")
                .tag("outcome", outcome)
                .register(registry);
    }

    void sent(int spans) {
        sent.increment(spans);
    }

    void dropped(int spans) {
        dropped.increment(spans);
    }
}
