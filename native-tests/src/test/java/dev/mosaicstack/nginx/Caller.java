package dev.mosaicstack.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls through an nginx, over TLS and HTTP/2. It says of each request that it comes from another address, so that nobody
 * reaches the limit of one: whether that is believed is for the nginx to know.
 */
final class Caller implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;
    private final String token;
    private final AtomicInteger count = new AtomicInteger();

    Caller(ShippedNginx nginx, String token) {
        this.http = HttpClient.newBuilder()
                .sslContext(nginx.certificate().client())
                .version(HttpClient.Version.HTTP_2)
                .build();
        this.base = nginx.base();
        this.token = token;
    }

    HttpResponse<String> call(String call, Object body) {
        return call(call, body, Map.of());
    }

    HttpResponse<String> call(String call, Object body, Map<String, String> more) {
        return joined(calling(call, body, more));
    }

    CompletableFuture<HttpResponse<String>> calling(String call, Object body, Map<String, String> more) {
        var headers = new HashMap<>(Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token));
        headers.putAll(more);
        return posting("/" + call, Api.bytes(body), headers);
    }

    /** With these headers, and an address, where they have none. */
    CompletableFuture<HttpResponse<String>> posting(String path, byte[] body, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(base.resolve(path)).POST(BodyPublishers.ofByteArray(body)), headers);
    }

    HttpResponse<String> get(String path) {
        return joined(send(HttpRequest.newBuilder(base.resolve(path)), Map.of()));
    }

    CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request, Map<String, String> headers) {
        int number = count.getAndIncrement();
        var all = new HashMap<>(Map.of("X-Forwarded-For", "198.18." + number / 250 % 250 + "." + number % 250));
        all.putAll(headers);
        all.forEach(request::setHeader);
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpClient http() {
        return http;
    }

    static <T> T joined(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new AssertionError("no answer came", e.getCause());
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds the answer to what every refusal of the product has. */
    static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("code").textValue()).as(answer.body()).isEqualTo(code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("type").textValue())
                .isEqualTo("urn:mosaic:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        assertThat(answer.headers().allValues("X-Request-Id"))
                .containsExactly(problem.path("requestId").textValue());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
