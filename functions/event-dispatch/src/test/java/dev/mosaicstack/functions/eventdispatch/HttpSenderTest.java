package dev.mosaicstack.functions.eventdispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.dispatch.DispatchSettings;
import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.EventFilter;
import dev.mosaicstack.core.subscription.Format;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.web.tracing.Tracing;
import dev.mosaicstack.web.tracing.TracingSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

@Timeout(60)
class HttpSenderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer sink;

    private record Config(boolean allowPrivateSinks) implements DispatchConfig {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration lease() {
            return TIMEOUT;
        }

        @Override
        public List<Duration> retries() {
            return List.of();
        }

        @Override
        public Duration timeout() {
            return TIMEOUT;
        }
    }

    @BeforeEach
    void open() {
        sink = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.add(request.uri());
                    request.response().end();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record NoCollector() implements TracingSettings {
        @Override
        public Optional<String> endpoint() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }

        @Override
        public String serviceName() {
            return "";
        }

        @Override
        public Duration delay() {
            return Duration.ZERO;
        }
    }

    private Outcome send(boolean allowed, String path, Map<String, String> said) {
        var sender = new HttpSender(
                vertx,
                new Addresses(new Config(allowed), Optional.empty()),
                Clock.systemUTC(),
                new DispatchSettings(TIMEOUT, TIMEOUT, List.of(TIMEOUT), TIMEOUT),
                new Tracing(new NoCollector(), new SimpleMeterRegistry()));
        var subscription = new Subscription(
                "s",
                "n",
                EventFilter.ALL,
                "http://127.0.0.1:" + sink.actualPort() + path,
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                Format.BINARY,
                OrderBy.SUBJECT,
                1,
                null,
                Map.of(),
                new Subscription.State.Active(),
                Instant.EPOCH,
                1);
        var event = new Event(1, "id", "t", "/s", "sub", Instant.EPOCH, null, null, null, null, "{}", said);
        return sender.send(subscription, event).toCompletableFuture().join();
    }

    @Test
    void aSinkIsAskedForThePathThatItsUrlSays() throws InterruptedException {
        assertThat(send(true, "", Map.of())).isEqualTo(new Outcome.Delivered());
        assertThat(asked.poll(1, TimeUnit.SECONDS)).isEqualTo("/");
        assertThat(send(true, "/a%20b?c=%2F&d", Map.of())).isEqualTo(new Outcome.Delivered());
        assertThat(asked.poll(1, TimeUnit.SECONDS)).isEqualTo("/a%20b?c=%2F&d");
    }

    @Test
    void whatIsNotAsciiInItsUrlIsPercentEncoded() throws InterruptedException {
        assertThat(send(true, "/hük?q=ä", Map.of())).isEqualTo(new Outcome.Delivered());
        assertThat(asked.poll(1, TimeUnit.SECONDS)).isEqualTo("/h%C3%BCk?q=%C3%A4");
    }

    @Test
    void aPrivateAddressIsNotCalledUnlessThatIsAllowed() {
        assertThat(send(false, "/", Map.of())).isInstanceOf(Outcome.Failed.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void anEventThatCannotBeSentFailsAtOnceAndNotWhenTheTimeIsOver() {
        long began = System.nanoTime();
        Outcome outcome = send(true, "/", Map.of("datacontenttype", "a/b\r\nX: y"));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.minusSeconds(1));
        assertThat(asked).isEmpty();
    }
}
