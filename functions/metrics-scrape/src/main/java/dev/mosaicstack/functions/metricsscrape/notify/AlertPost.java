package dev.mosaicstack.functions.metricsscrape.notify;

import dev.mosaicstack.core.notify.Plain;
import dev.mosaicstack.functions.metricsscrape.target.http.Bounded;
import dev.mosaicstack.functions.metricsscrape.target.http.HttpReasons;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code POST /api/v2/alerts}, on connections of its own: a round has one or none. Redirects are not followed. */
final class AlertPost implements AutoCloseable {

    private static final int MOST_ANSWER = 256 * 1024;
    private static final int MOST_REASON = 300;

    /** What became of it. */
    sealed interface Outcome {
        record Taken() implements Outcome {}

        /** It read it and does not want it: it would not another time either. */
        record Refused(String why) implements Outcome {}

        record Failed(String why) implements Outcome {}
    }

    private final URI url;
    private final Duration longest;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param longest for everything, from the look-up of the name to the end of the answer */
    AlertPost(URI url, Duration longest) {
        this.url = url;
        this.longest = longest;
    }

    /** @param token null where there is none */
    Outcome send(byte[] body, String token) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("User-Agent", "mosaic-metrics-scrape")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(request.build(), head -> new Bounded(head, MOST_ANSWER));
        try {
            return outcome(asked.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Outcome.Failed(HttpReasons.slow(longest));
        } catch (ExecutionException e) {
            return new Outcome.Failed(HttpReasons.of(e.getCause()));
        } finally {
            asked.cancel(true);
        }
    }

    private static Outcome outcome(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return new Outcome.Taken();
        }
        String why = "it answers with status " + status
                + switch (status) {
                    case 401, 403 -> ": look at alertmanager-token-file";
                    default -> status / 100 == 3 ? ", a redirect, which is not followed" : said(answer.body());
                };
        return status == 400 ? new Outcome.Refused(why) : new Outcome.Failed(why);
    }

    private static String said(byte[] body) {
        String text = Plain.line(new String(body, StandardCharsets.UTF_8), MOST_REASON);
        return text.isEmpty() ? "" : ": " + text;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
