package dev.mosaicstack.functions.metricsscrape.target.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Where to ask over HTTP, and as whom.
 *
 * @param authorization the header; null where there is none
 * @param timeout for all of an answer
 */
public record Page(URI url, String authorization, Duration timeout) {

    public static String bearer(String token) {
        return "Bearer " + token;
    }

    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A GET of {@code there}, with our secret in it. */
    HttpRequest.Builder get(URI there) {
        HttpRequest.Builder request = HttpRequest.newBuilder(there).header("User-Agent", "mosaic-metrics-scrape");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    /** Never the authorization. */
    @Override
    public String toString() {
        return url.toString();
    }
}
