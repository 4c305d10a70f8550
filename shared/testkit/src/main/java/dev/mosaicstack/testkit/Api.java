package dev.mosaicstack.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The HTTP contract as a caller sees it: sends exactly what it is given, adds nothing, hides nothing. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RestAssuredConfig CONFIG = RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    // Bytes are sent as they are, also where the content type has an encoder of its own.
                    .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)
                    .encodeContentTypeAs("multipart/form-data", ContentType.TEXT));

    private final URI base;
    private final String adminToken;
    private final String webhookSecret;

    Api(URI base, String adminToken, String webhookSecret) {
        this.base = base;
        this.adminToken = adminToken;
        this.webhookSecret = webhookSecret;
    }

    public URI base() {
        return base;
    }

    public String adminToken() {
        return adminToken;
    }

    public String webhookSecret() {
        return webhookSecret;
    }

    /** {@code POST /<call>} with this token (null: none). A body that is no byte[] and no String becomes JSON. */
    public ValidatableResponse call(String call, String token, Object body) {
        return call(call, token, body, Map.of());
    }

    public ValidatableResponse call(String call, String token, Object body, Map<String, String> headers) {
        var all = new HashMap<>(Map.of("Content-Type", "application/json"));
        all.putAll(headers);
        return send(Method.POST, "/" + call, token, all, body);
    }

    /** As the administrator. */
    public ValidatableResponse admin(String call, Object body) {
        return call(call, adminToken, body);
    }

    /** As the administrator, under this Idempotency-Key. */
    public ValidatableResponse once(String key, String call, Object body) {
        return call(call, adminToken, body, Map.of("Idempotency-Key", key));
    }

    /** A header whose value is a list is sent once for each of its values. */
    public ValidatableResponse send(Method method, String path, String token, Map<String, ?> headers, Object body) {
        var request = RestAssured.given()
                .config(CONFIG)
                .baseUri(base.toString())
                .urlEncodingEnabled(false)
                .headers(headers);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.body(bytes(body));
        }
        return request.request(method, path).then();
    }

    public ValidatableResponse get(String path, String token) {
        return send(Method.GET, path, token, Map.of(), null);
    }

    /** Sends a delivery to the default source. */
    public ValidatableResponse deliver(Webhook webhook) {
        return send(Method.POST, "/webhook-intake", null, webhook.headers(), webhook.body());
    }

    /** Sends a delivery to a named source. */
    public ValidatableResponse deliver(Webhook webhook, String source) {
        return send(Method.POST, "/webhook-intake?source=" + source, null, webhook.headers(), webhook.body());
    }

    /** The bytes that {@link #call} would send. */
    public static byte[] bytes(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same fields and one more. */
    public static Map<String, Object> plus(Map<String, ?> fields, String name, Object value) {
        var more = new HashMap<String, Object>(fields);
        more.put(name, value);
        return more;
    }

    public static Map<String, Object> plus(Map<String, ?> fields, Map<String, ?> others) {
        var more = new HashMap<String, Object>(fields);
        more.putAll(others);
        return more;
    }

    /** Does this on a thread of its own, so that a test can wait for two answers at once. */
    public static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().daemon().start(task));
    }

    /** Holds the answer to the promises that every refusal keeps, and to this status and code. */
    public static ValidatableResponse refused(ValidatableResponse answer, int status, String... anyOfCodes) {
        var response = answer.extract();
        String body = response.asString();
        String shown =
                status + " " + String.join("|", anyOfCodes) + " expected, but: " + response.statusCode() + " " + body;
        assertThat(response.statusCode()).as(shown).isEqualTo(status);
        assertThat(response.contentType()).as(shown).startsWith("application/problem+json");
        var problem = json(body);
        assertThat(problem.path("code").textValue()).as(shown).isIn((Object[]) anyOfCodes);
        assertThat(problem.path("status").intValue()).as(shown).isEqualTo(status);
        assertThat(problem.path("type").textValue()).as(shown).isNotBlank();
        assertThat(problem.path("title").textValue()).as(shown).isNotBlank();
        assertThat(problem.path("detail").textValue()).as(shown).isNotBlank().doesNotContain("Exception");
        assertThat(problem.path("requestId").textValue())
                .as("the requestId is the one in the header: " + shown)
                .isNotBlank()
                .isEqualTo(response.header("X-Request-Id"));
        return answer;
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }
}
