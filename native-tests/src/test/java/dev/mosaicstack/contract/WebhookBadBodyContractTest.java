package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.bytes;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Webhook;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rightly signed, and still not a webhook. */
class WebhookBadBodyContractTest extends Contract {

    private final String secret = api.webhookSecret();

    static Stream<Arguments> badBodies() {
        String deep = "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        return Map.of(
                        "empty", "",
                        "space", "  ",
                        "truncated", "{\"ref\":\"refs/heads/main\"",
                        "an array", "[1]",
                        "a text", "\"text\"",
                        "null", "null",
                        "1,000 levels", deep,
                        "duplicate keys", "{\"ref\":\"a\",\"ref\":\"b\"}",
                        "trailing tokens", "{\"ref\":\"a\"} {}")
                .entrySet()
                .stream()
                .map(body -> Arguments.of(body.getKey(), bytes(body.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void isRefusedAndNotKept(String what, byte[] body) {
        var webhook = Webhook.fromGitea("push", body, secret);
        refused(api.deliver(webhook), 400, "MALFORMED_JSON");
        List<String> kept = api.admin("webhook-list", Map.of("limit", 200))
                .statusCode(200)
                .extract()
                .path("items.externalId");
        assertThat(kept).doesNotContain(webhook.externalId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data", "application/json; charset=utf-16"})
    void anotherContentTypeIsRefused(String type) {
        var webhook = Webhook.fromGitea("push", Pushes.aPush(), secret).with("Content-Type", type);
        refused(api.deliver(webhook), 415, "NOT_JSON");
    }

    @ParameterizedTest
    @MethodSource("strangeShapes")
    void jsonOfAnUnexpectedShapeIsKeptForWhoeverUnderstandsIt(Map<String, ?> body) {
        api.deliver(Webhook.fromGitea("push", bytes(body), secret)).statusCode(202);
    }

    static Stream<Map<String, Object>> strangeShapes() {
        String unique = UUID.randomUUID().toString();
        return Stream.of(
                Map.of("u", unique + 1),
                Map.of("u", unique + 2, "repository", "not an object", "commits", 7),
                Map.of("u", unique + 3, "repository", Map.of("full_name", List.of(1)), "pusher", List.of()),
                Map.of("u", unique + 4, "commits", List.of("x", 1, Map.of("id", 7))),
                Map.of("u", unique + 5, "repository", Map.of("full_name", "x".repeat(100_000))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a delivery id that is no uuid", "'; drop table delivery; --"})
    void theSendersIdMayBeAnything(String externalId) {
        String unique = externalId + " " + UUID.randomUUID();
        var webhook = Webhook.fromGitea("push", Pushes.aPush(), secret);
        for (String header : List.of("X-Gitea-Delivery", "X-Gogs-Delivery", "X-GitHub-Delivery")) {
            webhook = webhook.with(header, unique);
        }
        api.deliver(webhook).statusCode(202);
    }
}
