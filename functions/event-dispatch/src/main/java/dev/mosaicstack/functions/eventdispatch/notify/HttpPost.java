package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.notify.Channel.Outcome;
import dev.mosaicstack.core.notify.Plain;
import dev.mosaicstack.core.notify.SendNotifications;
import dev.mosaicstack.functions.eventdispatch.RetryAfter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** One POST, on a connection of its own: messages are rare. Redirects are not followed; any 2xx is success. */
final class HttpPost {

    /** Of an answer that is no success, as much as explains it. */
    private static final int MAX_ANSWER = 1024;

    private static final int MAX_ERROR = 300;

    private record Answer(int status, String retryAfter, String text) {}

    private final HttpClient client;
    private final Duration longest;

    HttpPost(Vertx vertx) {
        this(vertx, SendNotifications.LONGEST);
    }

    /** @param longest for everything, from the look-up of the name to the end of the answer */
    HttpPost(Vertx vertx, Duration longest) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(5000).setKeepAlive(false));
        this.longest = longest;
    }

    Outcome send(URI url, Map<String, String> headers, String body) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false);
        options.putHeader("User-Agent", "mosaic-functions");
        headers.forEach(options::putHeader);
        var request = new AtomicReference<HttpClientRequest>();
        CompletableFuture<Answer> answer = client.request(options)
                .compose(open -> {
                    request.set(open);
                    return open.send(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)));
                })
                .compose(HttpPost::answer)
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return outcome(answer.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (TimeoutException e) {
            return new Outcome.NotTaken("no answer within " + longest.toSeconds() + " s", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.NotTaken("interrupted", null);
        } finally {
            if (request.get() != null) {
                // Closes the connection, whatever the other side is still saying.
                request.get().reset();
            }
        }
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        Promise<Answer> done = Promise.promise();
        Buffer begin = Buffer.buffer();
        Runnable complete = () -> done.tryComplete(new Answer(
                response.statusCode(), response.getHeader("Retry-After"), begin.toString(StandardCharsets.UTF_8)));
        if (response.statusCode() / 100 == 2) {
            complete.run();
        }
        response.handler(chunk -> {
            begin.appendBuffer(chunk, 0, Math.min(chunk.length(), MAX_ANSWER - begin.length()));
            if (begin.length() == MAX_ANSWER) {
                complete.run();
            }
        });
        response.endHandler(end -> complete.run());
        // The status was said: that is enough to know that it was not taken.
        response.exceptionHandler(broken -> complete.run());
        return done.future();
    }

    private static Outcome outcome(Answer answer) {
        if (answer.status() / 100 == 2) {
            return new Outcome.Taken();
        }
        String what = answer.status() / 100 == 3 ? " (redirects are not followed)" : "";
        String text = answer.text().isBlank() ? "" : ": " + answer.text();
        return new Outcome.NotTaken(
                Plain.line("HTTP " + answer.status() + what + text, MAX_ERROR), RetryAfter.of(answer.retryAfter()));
    }

    private static Outcome failed(Throwable cause) {
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new Outcome.NotTaken(Plain.line(cause.getClass().getSimpleName() + message, MAX_ERROR), null);
    }
}
