package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One delivery over HTTP, from the connection to the end of the answer. */
final class Attempt {

    /** Of the answer's body, for people. */
    private static final int KEPT = 1024;

    /** A longer answer is no answer. */
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;
    private final CompletableFuture<Outcome> done;
    private final Buffer kept = Buffer.buffer();
    private volatile HttpClientRequest request;
    private long received;
    private long timer;

    Attempt(Vertx vertx, HttpClient client, Duration timeout, CompletableFuture<Outcome> done) {
        this.vertx = vertx;
        this.client = client;
        this.timeout = timeout;
        this.done = done;
    }

    void send(URI sink, InetAddress address, Message message, Map<String, String> signature) {
        timer = vertx.setTimer(
                timeout.toMillis(), late -> end(new Outcome.Failed("no answer within " + timeout.toSeconds() + " s")));
        client.request(options(sink, address)).onFailure(this::failed).onSuccess(opened -> {
            request = opened;
            if (done.isDone()) {
                opened.reset();
                return;
            }
            try {
                ask(opened, message, signature);
            } catch (IllegalArgumentException e) {
                // A header that cannot be one.
                failed(e);
            }
        });
    }

    private void ask(HttpClientRequest opened, Message message, Map<String, String> signature) {
        message.headers().forEach(opened::putHeader);
        signature.forEach(opened::putHeader);
        opened.putHeader("User-Agent", "mosaic-event-dispatch");
        opened.send(Buffer.buffer(message.body())).onFailure(this::failed).onSuccess(this::answer);
    }

    /** To the address that was judged, whatever its name means by now; redirects are not followed. */
    private static RequestOptions options(URI sink, InetAddress address) {
        boolean tls = sink.getScheme().equalsIgnoreCase("https");
        int port = sink.getPort() > 0 ? sink.getPort() : tls ? 443 : 80;
        String path = sink.getRawPath() == null || sink.getRawPath().isEmpty() ? "/" : sink.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(sink.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(sink.getRawQuery() == null ? path : path + "?" + sink.getRawQuery())
                .setFollowRedirects(false);
    }

    private void answer(HttpClientResponse response) {
        response.exceptionHandler(this::failed);
        response.handler(part -> {
            received += part.length();
            if (kept.length() < KEPT) {
                kept.appendBuffer(part, 0, Math.min(part.length(), KEPT - kept.length()));
            }
            if (received > LONGEST_ANSWER) {
                end(new Outcome.Failed("the sink's answer is longer than " + LONGEST_ANSWER + " bytes"));
            }
        });
        response.endHandler(ended -> end(outcome(response)));
    }

    private Outcome outcome(HttpClientResponse response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        String text = new String(kept.getBytes(), StandardCharsets.UTF_8);
        Duration retryAfter = status == 429 || status == 503 || status >= 300 && status < 400
                ? RetryAfter.of(response.getHeader("Retry-After"))
                : null;
        return new Outcome.Refused(status, text, retryAfter);
    }

    private void failed(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String what = cause instanceof ConnectException ? "the sink cannot be reached: " : "no whole answer: ";
        end(new Outcome.Failed(what + text));
    }

    private void end(Outcome outcome) {
        if (done.complete(outcome)) {
            vertx.cancelTimer(timer);
        }
        if (outcome instanceof Outcome.Failed && request != null) {
            request.reset();
        }
    }
}
