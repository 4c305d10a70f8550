package dev.mosaicstack.functions.metricsscrape.target.http;

import dev.mosaicstack.functions.metricsscrape.exposition.TextFormat;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the metrics that somebody offers to Prometheus. */
public final class PrometheusProbe implements Probe {

    /** What is more exact comes first: OpenMetrics says what ends in {@code _total}. */
    private static final String ACCEPT = "application/openmetrics-text;version=1.0.0,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_HOPS = 3;

    private final Page page;
    private final HttpClient client;
    private final int mostBytes;
    private final TextFormat format;

    /** @param client follows no redirects */
    public PrometheusProbe(Page page, HttpClient client, int mostBytes, int mostSeries) {
        this.page = page;
        this.client = client;
        this.mostBytes = mostBytes;
        this.format = new TextFormat(mostSeries);
    }

    @Override
    public List<Family> read() throws Unreadable, InterruptedException {
        long deadline = System.nanoTime() + page.timeout().toNanos();
        URI there = page.url();
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            HttpResponse<byte[]> answer = answer(there, deadline);
            if (!ELSEWHERE.contains(answer.statusCode())) {
                return format.read(new Fetched(answer, mostBytes).text());
            }
            there = elsewhere(there, answer);
        }
        throw new Unreadable("it sends from one address to the next");
    }

    private HttpResponse<byte[]> answer(URI there, long deadline) throws Unreadable, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(request(there), head -> new Bounded(head, mostBytes));
        try {
            return asked.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Unreadable(HttpReasons.slow(page.timeout()));
        } catch (ExecutionException e) {
            throw reason(e.getCause());
        } finally {
            // Where it is not over, this closes the connection.
            asked.cancel(true);
        }
    }

    private Unreadable reason(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Bounded.TooLong) {
                return Fetched.tooLong(mostBytes);
            }
        }
        return new Unreadable(HttpReasons.of(thrown));
    }

    private HttpRequest request(URI there) {
        return page.get(there)
                .header("Accept", ACCEPT)
                .header("Accept-Encoding", "gzip")
                .header(
                        "X-Prometheus-Scrape-Timeout-Seconds",
                        String.valueOf(page.timeout().toMillis() / 1000.0))
                // One of us is not to give back what it has from others, us among them.
                .header("X-Mosaic-Scrape", "own")
                .build();
    }

    /** Our secret is for one server: to another we do not go. */
    private static URI elsewhere(URI from, HttpResponse<?> answer) throws Unreadable {
        String location = answer.headers().firstValue("Location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("it sends to an address that is none");
        }
        if (location.isEmpty()
                || !from.getScheme().equals(to.getScheme())
                || !String.valueOf(from.getAuthority()).equals(to.getAuthority())) {
            String place = to.getScheme() + "://" + to.getAuthority();
            throw new Unreadable("it sends to another server: if " + place + " is right, say so in its url");
        }
        return to;
    }
}
