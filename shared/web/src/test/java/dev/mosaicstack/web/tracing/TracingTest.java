package dev.mosaicstack.web.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.trace.Span.Kind;
import dev.mosaicstack.core.trace.Trace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a collector that looks at each field as opentelemetry-proto's trace.proto has it. */
@Timeout(60)
class TracingTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private record Request(String path, String contentType, String authorization, byte[] body) {}

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private volatile int status = 200;
    private HttpServer collector;

    @BeforeEach
    void listen() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void close() {
        collector.stop(0);
    }

    private record Settings(Optional<String> endpoint, Duration delay) implements TracingSettings {
        @Override
        public Map<String, String> headers() {
            return Map.of("authorization", "Bearer of-the-collector");
        }

        @Override
        public String serviceName() {
            return "mosaic-test";
        }
    }

    private Tracing tracing(Duration delay) {
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        return new Tracing(new Settings(Optional.of(endpoint), delay), registry);
    }

    private double spans(String outcome) {
        return registry.get("mosaic.trace.spans")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void aSpanIsSentAsTheProtocolHasIt() throws Exception {
        Tracing tracing = tracing(Duration.ofMillis(1));
        Tracing.Begun span = tracing.begin(Trace.of(PARENT, "a=b"), Kind.SERVER).orElseThrow();
        span.end("task-claim", true, Map.of("http.response.status_code", 503));
        Request request = requests.take();
        assertThat(request.path()).isEqualTo("/v1/traces");
        assertThat(request.contentType()).isEqualTo("application/json");
        assertThat(request.authorization()).isEqualTo("Bearer of-the-collector");
        JsonNode sent = OtlpChecked.onlySpan(request.body(), "mosaic-test");
        assertThat(sent.path("traceId").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(sent.path("parentSpanId").asText()).isEqualTo("b7ad6b7169203331");
        assertThat(sent.path("spanId").asText()).isEqualTo(span.self().spanId()).isNotEqualTo("b7ad6b7169203331");
        assertThat(sent.path("traceState").asText()).isEqualTo("a=b");
        assertThat(sent.path("name").asText()).isEqualTo("task-claim");
        assertThat(sent.path("kind").asInt()).isEqualTo(2);
        assertThat(sent.path("status").path("code").asInt()).isEqualTo(2);
        assertThat(sent.path("attributes").toString())
                .isEqualTo("[{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"503\"}}]");
    }

    @Test
    void withoutACauseATraceBegins() throws Exception {
        Tracing tracing = tracing(Duration.ofMillis(1));
        Tracing.Begun span = tracing.begin(null, Kind.SERVER).orElseThrow();
        span.end("task-get", false, Map.of());
        JsonNode sent = OtlpChecked.onlySpan(requests.take().body(), "mosaic-test");
        assertThat(sent.has("parentSpanId")).isFalse();
        assertThat(sent.has("status")).isFalse();
        assertThat(Trace.of(span.self().parent(), null)).isEqualTo(span.self());
        assertThat(span.self().sampled()).isTrue();
    }

    @Test
    void aTraceThatItsBeginnerDoesNotSampleHasNoSpansHere() {
        Trace unsampled = Trace.of(PARENT.substring(0, 53) + "00", null);
        assertThat(tracing(Duration.ofMillis(1)).begin(unsampled, Kind.SERVER)).isEmpty();
    }

    @Test
    void withoutACollectorThereAreNoSpans() {
        var tracing = new Tracing(new Settings(Optional.empty(), Duration.ZERO), registry);
        assertThat(tracing.begin(Trace.of(PARENT, null), Kind.SERVER)).isEmpty();
        assertThat(tracing.begin(null, Kind.SERVER)).isEmpty();
    }

    @Test
    void whatACollectorDoesNotTakeIsCountedAndNobodyWaits() throws Exception {
        status = 503;
        Tracing tracing = tracing(Duration.ofMillis(1));
        tracing.begin(null, Kind.SERVER).orElseThrow().end("a", false, Map.of());
        assertThat(requests.poll(10, TimeUnit.SECONDS)).isNotNull();
        tracing.stop(null);
        assertThat(spans("dropped")).isEqualTo(1);
        assertThat(spans("sent")).isZero();
    }

    @Test
    void anErrorIsNoEndOfSending() throws Exception {
        Tracing tracing = tracing(Duration.ofMillis(1));
        tracing.begin(null, Kind.SERVER).orElseThrow().end("a", false, Map.of("key", new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError("as it is meant");
            }
        }));
        Request request = null;
        while (request == null) {
            tracing.begin(null, Kind.SERVER).orElseThrow().end("b", false, Map.of());
            request = requests.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(spans("dropped")).isPositive();
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsCounted() {
        collector.stop(0);
        Tracing tracing = tracing(Duration.ofHours(1));
        for (int i = 0; i < SpanExporter.MOST_WAITING * 3; i++) {
            tracing.begin(null, Kind.SERVER).orElseThrow().end("a", false, Map.of());
        }
        assertThat(spans("dropped")).isGreaterThanOrEqualTo(SpanExporter.MOST_WAITING / 2);
    }

    @Test
    void whatWaitsIsSentBeforeTheEnd() throws Exception {
        Tracing tracing = tracing(Duration.ofHours(1));
        tracing.begin(null, Kind.SERVER).orElseThrow().end("a", false, Map.of());
        tracing.begin(null, Kind.SERVER).orElseThrow().end("b", false, Map.of());
        tracing.stop(null);
        assertThat(spans("sent")).isEqualTo(2);
        int sent = 0;
        for (Request request : List.copyOf(requests)) {
            sent += OtlpChecked.spans(request.body(), "mosaic-test").size();
        }
        assertThat(sent).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT1H0.001S", "PT2562047788015H"})
    void aDelayThatWouldSendAllTheTimeOrNeverIsRefusedAtTheStart(Duration delay) {
        assertThatThrownBy(() -> tracing(delay))
                .hasMessage("mosaic.otel.delay is not between PT0.001S and PT1H (PT5S)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT1H"})
    void aDelayMayBeAMillisecondOrAnHour(Duration delay) {
        assertThatCode(() -> tracing(delay).stop(null)).doesNotThrowAnyException();
    }

    @Test
    void anEndpointThatIsNoneIsRefusedAtTheStart() {
        for (String endpoint : List.of("collector:4318", "ftp://collector", "http://", "not an address")) {
            assertThatThrownBy(() -> new Tracing(new Settings(Optional.of(endpoint), Duration.ofSeconds(1)), registry))
                    .as(endpoint)
                    .hasMessage("mosaic.otel.endpoint is not an http or https address");
        }
    }

    /** What the protocol says of each field. */
    private static final class OtlpChecked {

        static JsonNode onlySpan(byte[] body, String service) throws IOException {
            JsonNode spans = spans(body, service);
            assertThat(spans).hasSize(1);
            return spans.get(0);
        }

        static JsonNode spans(byte[] body, String service) throws IOException {
            JsonNode resource = Json.STRICT.readTree(body).path("resourceSpans").path(0);
            assertThat(resource.path("resource").path("attributes").toString())
                    .isEqualTo("[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"" + service + "\"}}]");
            JsonNode scope = resource.path("scopeSpans").path(0);
            assertThat(scope.path("scope").path("name").asText()).isNotEmpty();
            scope.path("spans").forEach(OtlpChecked::span);
            return scope.path("spans");
        }

        private static void span(JsonNode span) {
            assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}");
            assertThat(span.path("spanId").asText()).matches("[0-9a-f]{16}");
            assertThat(span.path("kind").isInt()).isTrue();
            assertThat(span.path("name").asText()).isNotEmpty();
            assertThat(span.path("startTimeUnixNano").isTextual()).isTrue();
            long start = Long.parseLong(span.path("startTimeUnixNano").asText());
            long end = Long.parseLong(span.path("endTimeUnixNano").asText());
            assertThat(end).isGreaterThanOrEqualTo(start);
            assertThat(Duration.ofNanos(Math.abs(System.currentTimeMillis() * 1_000_000 - start)))
                    .isLessThan(Duration.ofMinutes(2));
            span.fieldNames().forEachRemaining(name -> assertThat(name)
                    .isIn(
                            "traceId",
                            "spanId",
                            "parentSpanId",
                            "traceState",
                            "name",
                            "kind",
                            "startTimeUnixNano",
                            "endTimeUnixNano",
                            "attributes",
                            "status"));
        }
    }
}
