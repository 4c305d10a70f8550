package dev.mosaicstack.web;

import dev.mosaicstack.core.trace.Span;
import dev.mosaicstack.web.tracing.Tracing;
import dev.mosaicstack.web.tracing.Tracing.Begun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How many calls there were of each function, how they ended and how long they took, from their headers to the last byte of
 * their answers; refusals too, whoever made them. The same as spans where somebody collects them. There are as many series as functions and kinds of answers, whatever is sent.
 */
@Singleton
public final class CallMeter {

    private static final String NAME = "mosaic.function";

    /** By the first digit of the status; the first one is for callers that did not wait for it. */
    private static final String[] STATUS = {"left", "1xx", "2xx", "3xx", "4xx", "5xx"};

    /** What is asked of a flow at most, and what a long poll may take. */
    private static final Duration[] BUCKETS = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 30_000);

    private final MeterRegistry registry;
    private final Tracing tracing;
    private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

    CallMeter(MeterRegistry registry, Tracing tracing) {
        this.registry = registry;
        this.tracing = tracing;
    }

    /** @param function null where it is not known before {@link #named} */
    public void begin(RoutingContext rc, String function) {
        if (function != null) {
            named(rc, function);
        }
        long startedAt = System.nanoTime();
        Optional<Begun> span = tracing.begin(RequestTrace.of(rc), Span.Kind.SERVER);
        span.ifPresent(begun -> RequestTrace.set(rc, begun.self()));
        rc.addEndHandler(ended -> {
            int status = ended.succeeded() ? rc.response().getStatusCode() : 0;
            String name = rc.get(NAME);
            timer(name, status / 100).record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            span.ifPresent(begun -> end(begun, rc, name, status));
        });
    }

    /** As OpenTelemetry names what an HTTP server does; the path is the function's, whatever was asked for. */
    private static void end(Begun span, RoutingContext rc, String function, int status) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("http.request.method", rc.request().method().name());
        attributes.put("http.route", "/" + function);
        attributes.put("mosaic.request_id", RequestId.of(rc));
        if (status != 0) {
            attributes.put("http.response.status_code", status);
        }
        span.end(String.valueOf(function), status >= 500, attributes);
    }

    /** @param function one of a few: never anything that was sent */
    static void named(RoutingContext rc, String function) {
        rc.put(NAME, function);
    }

    private Timer timer(String function, int status) {
        Timer[] ofFunction =
                timers.computeIfAbsent(function == null ? "unknown" : function, name -> new Timer[STATUS.length]);
        Timer timer = ofFunction[status];
        if (timer == null) {
            // Two who come at once get the same one.
            timer = Timer.builder("mosaic.call.duration")
                    .description(
                            "Calls, by function and by the class of their answer; left: the caller did not wait for it.")
                    .tag("function", function == null ? "unknown" : function)
                    .tag("status", STATUS[status])
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            ofFunction[status] = timer;
        }
        return timer;
    }

    private static Duration[] millis(int... millis) {
        var durations = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            durations[i] = Duration.ofMillis(millis[i]);
        }
        return durations;
    }
}
