package dev.mosaicstack.functions.metricsscrape.target.http;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for a page as a new visitor would, each time on a connection of its own, and says how that went in the words of
 * Prometheus' blackbox exporter. Redirects are answers like others.
 */
public final class HttpProbe implements Probe {

    private final Page page;
    private final Optional<Integer> wanted;

    /** @param wanted the status; any of 200 to 399 where it is empty */
    public HttpProbe(Page page, Optional<Integer> wanted) {
        this.page = page;
        this.wanted = wanted;
    }

    /** @param status 0 where there was no answer @param why it is no success; null where it is one */
    private record Outcome(int status, String why) {}

    @Override
    public List<Family> read() throws Unreadable, InterruptedException {
        SeenCertificates certificates = SeenCertificates.none();
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(certificates.context());
        long began = System.nanoTime();
        Outcome outcome = outcome(client.build());
        List<Family> families = families(outcome, (System.nanoTime() - began) / 1e9, certificates);
        if (outcome.why() != null) {
            throw new Unreadable(outcome.why(), families);
        }
        return families;
    }

    private Outcome outcome(HttpClient client) throws InterruptedException {
        CompletableFuture<HttpResponse<InputStream>> asked =
                client.sendAsync(page.get(page.url()).build(), BodyHandlers.ofInputStream());
        try {
            return outcome(
                    asked.get(page.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            return new Outcome(0, HttpReasons.slow(page.timeout()));
        } catch (ExecutionException e) {
            return new Outcome(0, HttpReasons.of(e.getCause()));
        } finally {
            asked.cancel(true);
            // However long the body is, nobody is interested in it.
            client.shutdownNow();
        }
    }

    private Outcome outcome(int status) {
        boolean good = wanted.map(s -> s == status).orElse(status >= 200 && status < 400);
        return new Outcome(status, good ? null : "it answers with status " + status);
    }

    private List<Family> families(Outcome outcome, double seconds, SeenCertificates certificates) {
        boolean tls = page.url().getScheme().equals("https");
        List<Family> families = new ArrayList<>();
        families.add(Family.gauge(
                "probe_success",
                "1 where the answer is as it is to be, 0 where it is not.",
                outcome.why() == null ? 1 : 0));
        families.add(Family.gauge(
                "probe_duration_seconds",
                "How long it took, from the name's address to the head of the answer.",
                seconds));
        families.add(Family.gauge(
                "probe_http_status_code", "The status of the answer, 0 where there was none.", outcome.status()));
        families.add(Family.gauge("probe_http_ssl", "1 where it is asked for over TLS.", tls ? 1 : 0));
        certificates
                .expiry()
                .ifPresent(expiry -> families.add(Family.gauge(
                        "probe_ssl_earliest_cert_expiry",
                        "When the first of the certificates expires that it shows, in seconds since 1970.",
                        expiry.getEpochSecond())));
        return families;
    }
}
