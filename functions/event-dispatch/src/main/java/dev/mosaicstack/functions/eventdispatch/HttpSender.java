package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.dispatch.DispatchSettings;
import dev.mosaicstack.core.dispatch.Sender;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.core.trace.Span;
import dev.mosaicstack.core.trace.Trace;
import dev.mosaicstack.web.tracing.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Delivers over HTTP. Each subscription has connections of its own: a sink that keeps them busy keeps nobody else's. */
@Singleton
final class HttpSender implements Sender {

    private static final int CONNECTIONS = 64;
    private static final int LARGEST_HEADERS = 32 * 1024;

    /** What the deliveries of one subscription share. */
    private record Line(HttpClient client, Signer signer, URI sink) {}

    private final Vertx vertx;
    private final Addresses addresses;
    private final Clock clock;
    private final Duration timeout;
    private final Tracing tracing;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    HttpSender(Vertx vertx, Addresses addresses, Clock clock, DispatchSettings settings, Tracing tracing) {
        this.vertx = vertx;
        this.tracing = tracing;
        this.addresses = addresses;
        this.clock = clock;
        this.timeout = settings.timeout();
    }

    @Override
    public CompletionStage<Outcome> send(Subscription subscription, Event event) {
        Line line = lines.computeIfAbsent(subscription.id(), id -> open(subscription));
        var done = new CompletableFuture<Outcome>();
        Optional<InetAddress> address = addresses.known(line.sink());
        if (address.isPresent()) {
            attempt(line, address.get(), subscription, event, done);
        } else {
            // A look-up has no end of its own.
            done.completeOnTimeout(
                    new Outcome.Failed("no answer within " + timeout.toSeconds() + " s"),
                    timeout.toMillis(),
                    TimeUnit.MILLISECONDS);
            Thread.startVirtualThread(() -> lookUpAndAttempt(line, subscription, event, done));
        }
        return done;
    }

    @Override
    public void forget(Subscription subscription) {
        Line line = lines.remove(subscription.id());
        if (line != null) {
            line.client().close();
        }
    }

    /** An event of a trace makes its delivery a span of it; the attributes of the event stay what they are. */
    private void traced(Subscription subscription, Event event, Message message, CompletableFuture<Outcome> done) {
        Trace cause = Trace.of(
                event.attributes().get(Trace.PARENT), event.attributes().get(Trace.STATE));
        Optional<Tracing.Begun> span = cause == null ? Optional.empty() : tracing.begin(cause, Span.Kind.CLIENT);
        span.ifPresent(begun -> {
            message.headers().putAll(begun.self().fields());
            Map<String, Object> attributes = Map.of(
                    "cloudevents.event_id", event.id(),
                    "cloudevents.event_type", event.type(),
                    "mosaic.subscription", subscription.name());
            done.whenComplete(
                    (outcome, fault) -> begun.end("deliver", !(outcome instanceof Outcome.Delivered), attributes));
        });
    }

    private Line open(Subscription subscription) {
        var options = new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS)
                .setConnectTimeout((int) timeout.toMillis())
                .setKeepAliveTimeout(30)
                .setMaxHeaderSize(LARGEST_HEADERS)
                .setMaxWaitQueueSize(-1)
                .setTcpNoDelay(true);
        return new Line(vertx.createHttpClient(options), Signer.of(subscription.secret()), sink(subscription));
    }

    /** Whatever is not ASCII in it is percent-encoded: that is how it is asked for. */
    private static URI sink(Subscription subscription) {
        return URI.create(URI.create(subscription.sink()).toASCIIString());
    }

    private void lookUpAndAttempt(Line line, Subscription subscription, Event event, CompletableFuture<Outcome> done) {
        try {
            attempt(line, addresses.find(line.sink()), subscription, event, done);
        } catch (Addresses.Unreachable e) {
            done.complete(new Outcome.Failed("the sink " + e.getMessage()));
        } catch (RuntimeException e) {
            done.complete(new Outcome.Failed("the sink cannot be looked up: " + e));
        }
    }

    private void attempt(
            Line line, InetAddress address, Subscription subscription, Event event, CompletableFuture<Outcome> done) {
        try {
            Message message = CloudEventMessages.of(event, subscription.extensions(), subscription.format());
            traced(subscription, event, message, done);
            Map<String, String> signature = line.signer().headers(event.id(), clock.instant(), message.body());
            new Attempt(vertx, line.client(), timeout, done).send(line.sink(), address, message, signature);
        } catch (RuntimeException e) {
            done.complete(new Outcome.Failed("the event cannot be sent: " + e));
        }
    }
}
