package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context: taken in, put on events, passed out. */
class TraceContractTest extends Contract {

    private static final String STATE = "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7";

    private final Bus bus = new Bus(api);
    private final String repository = Bus.aRepository();
    private final String parent = "00-" + UUID.randomUUID().toString().replace("-", "") + "-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(strings = {"binary", "structured"})
    void aWebhooksTraceReachesTheSinkWithItsEvent(String format) {
        try (Sink sink = Sink.open()) {
            bus.subscribe(sink, repository, Map.of("format", format));
            deliver(Map.of("traceparent", parent, "tracestate", STATE));
            Sink.Received received = one(sink);
            assertThat(received.header("traceparent")).isEqualTo(parent);
            assertThat(received.header("tracestate")).isEqualTo(STATE);
            if (format.equals("binary")) {
                assertThat(received.header("ce-traceparent")).isEqualTo(parent);
                assertThat(received.header("ce-tracestate")).isEqualTo(STATE);
            } else {
                assertThat(received.text()).contains("\"traceparent\":\"" + parent + "\"");
            }
        }
    }

    @Test
    void aTraceThatIsMalformedIsNoneAndNoneIsMadeUp() {
        try (Sink sink = Sink.open()) {
            bus.subscribe(sink, repository, Map.of());
            deliver(Map.of("traceparent", parent.toUpperCase(Locale.ROOT), "tracestate", STATE));
            Sink.Received received = one(sink);
            assertThat(received.headers().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("trace"));
        }
    }

    @Test
    void whatACallCausesIsOfItsTrace() {
        try (Sink sink = Sink.open()) {
            String subject = "agents-of/" + UUID.randomUUID();
            String session = api.call(
                            "session-create",
                            api.adminToken(),
                            Map.of("project", subject, "client", "test"),
                            Map.of("traceparent", parent))
                    .statusCode(201)
                    .extract()
                    .path("sessionId");
            subscribe(sink, "dev.mosaicstack.mcp.session.created", "sessions/" + session);
            assertThat(one(sink).header("ce-traceparent")).isEqualTo(parent);
        }
    }

    @Test
    void aPublishedEventKeepsTheTraceThatItsPublisherGaveIt() {
        String own = "00-" + UUID.randomUUID().toString().replace("-", "") + "-00f067aa0ba902b7-00";
        try (Sink sink = Sink.open()) {
            String subject = "builds/" + UUID.randomUUID();
            subscribe(sink, "com.example.built", subject);
            publish(subject, Map.of("traceparent", own));
            assertThat(one(sink).header("traceparent")).isEqualTo(own);
        }
    }

    @Test
    void aPublishedEventWithoutATraceIsOfThatOfTheCall() {
        try (Sink sink = Sink.open()) {
            String subject = "builds/" + UUID.randomUUID();
            subscribe(sink, "com.example.built", subject);
            publish(subject, Map.of());
            assertThat(one(sink).header("traceparent")).isEqualTo(parent);
        }
    }

    /** One trace from the forge to the sink: the call is a span of the forge's, the delivery one of the call's. */
    @Test
    void aCollectorGetsTheCallAndTheDeliveryAsSpansOfTheTrace() {
        try (Sink collector = Sink.open((request, nth) -> Sink.answer(200));
                Sink sink = Sink.open();
                var stack = Stack.ofItsOwn(
                        "spans",
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "MOSAIC_OTEL_DELAY", "PT0.05S"))) {
            var itsBus = new Bus(stack.api());
            itsBus.subscribe(sink, repository, Map.of());
            stack.api()
                    .deliver(Webhook.fromGitea(
                                    "push",
                                    Pushes.numbered(repository, 1),
                                    stack.api().webhookSecret())
                            .with("traceparent", parent))
                    .statusCode(202);
            Sink.Received received = one(sink);
            String event = received.header("ce-traceparent");
            String delivery = received.header("traceparent");
            assertThat(List.of(event, delivery)).allMatch(one -> one.startsWith(parent.substring(0, 36)));
            assertThat(List.of(parent, event, delivery)).doesNotHaveDuplicates();
            await().atMost(Bus.SOON).untilAsserted(() -> {
                assertThat(parentOf(collector, event)).isEqualTo(spanId(parent));
                assertThat(parentOf(collector, delivery)).isEqualTo(spanId(event));
            });
            assertThat(collector.received()).allMatch(request -> request.path().endsWith("/v1/traces"));
        }
    }

    private static String spanId(String traceparent) {
        return traceparent.substring(36, 52);
    }

    /** Null where there is no such span yet. */
    private static String parentOf(Sink collector, String traceparent) {
        for (Sink.Received request : collector.received()) {
            List<Map<String, Object>> spans =
                    JsonPath.from(request.text()).getList("resourceSpans[0].scopeSpans[0].spans");
            for (Map<String, Object> span : spans) {
                if (span.get("spanId").equals(spanId(traceparent))) {
                    return (String) span.get("parentSpanId");
                }
            }
        }
        return null;
    }

    private void publish(String subject, Map<String, String> more) {
        Map<String, Object> event = Map.of(
                "specversion",
                "1.0",
                "id",
                UUID.randomUUID().toString(),
                "type",
                "com.example.built",
                "source",
                "urn:test",
                "subject",
                subject,
                "data",
                Map.of());
        api.call(
                        "event-publish",
                        api.adminToken(),
                        plus(event, more),
                        Map.of("Content-Type", "application/cloudevents+json", "traceparent", parent))
                .statusCode(202);
    }

    private void subscribe(Sink sink, String type, String subject) {
        bus.create(Map.of(
                        "name", "s-" + UUID.randomUUID(),
                        "types", List.of(type),
                        "subjects", List.of(subject),
                        "start", "beginning",
                        "sink", sink.url()))
                .statusCode(201);
    }

    private void deliver(Map<String, String> headers) {
        Webhook webhook = Webhook.fromGitea("push", Pushes.numbered(repository, 1), api.webhookSecret());
        for (var header : headers.entrySet()) {
            webhook = webhook.with(header.getKey(), header.getValue());
        }
        api.deliver(webhook).statusCode(202);
    }

    private static Sink.Received one(Sink sink) {
        return sink.await(1, Bus.SOON, received -> true).getFirst();
    }
}
