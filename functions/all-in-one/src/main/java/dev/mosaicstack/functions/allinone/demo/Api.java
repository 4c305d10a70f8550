package dev.mosaicstack.functions.allinone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The instance as one caller sees it: JSON posted to a path that is the call's name, a bearer token beside it. */
final class Api {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Above the longest wait of a long poll. */
    private static final Duration ANSWER = Duration.ofSeconds(40);

    private final HttpClient http;
    private final String url;
    private final String token;

    private Api(HttpClient http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    static Api asAdmin(Target target) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        return new Api(http, target.url(), target.adminToken());
    }

    /** The same instance with another token. */
    Api as(String otherToken) {
        return new Api(http, url, otherToken);
    }

    Answer call(String name, Map<String, ?> body) {
        return post(
                name, Json.write(body), Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token));
    }

    /**
     * Posts {@code body} with exactly these headers.
     *
     * @throws Problem where nothing answers
     */
    Answer post(String path, String body, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/" + path))
                    .timeout(ANSWER)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            var response = http.send(request.build(), BodyHandlers.ofString());
            String requestId = response.headers().firstValue("X-Request-Id").orElse("none");
            return new Answer(response.statusCode(), tree(response.body()), requestId);
        } catch (IllegalArgumentException e) {
            throw new Problem(url + " is not an http address");
        } catch (IOException e) {
            throw new Problem("nothing answers at " + url + " (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted");
        }
    }

    private static JsonNode tree(String body) {
        try {
            JsonNode node = Json.LENIENT.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            // No JSON: then no expectation about its values is met.
            return MissingNode.getInstance();
        }
    }
}
