package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.bytes;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other content type of the forges: {@code payload=...}, signed over the payload before it was encoded. */
class WebhookFormContractTest extends Contract {

    private final String secret = api.webhookSecret();
    private final String push = new String(Pushes.aPush(), StandardCharsets.UTF_8);
    private final Webhook webhook = Webhook.fromGitea("push", bytes(push), secret);

    @AfterAll
    static void nothingWasLoggedWithAStackTrace() {
        Logs.assertClean(Stack.shared());
    }

    @Test
    void aFormIsSignedOverItsPayload() {
        api.deliver(Forms.of(webhook, push, secret)).statusCode(202).body("type", is("dev.mosaicstack.git.push"));
    }

    @Test
    void aFormThatIsSignedOverItsRawBytesIsRefused() {
        var form = Forms.of(webhook, push, secret);
        refused(api.deliver(form.signed(secret)), 401, "WEBHOOK_SIGNATURE");
    }

    @Test
    void theSameAsJsonAndAsAFormIsADuplicate() {
        api.deliver(webhook).statusCode(202).body("duplicate", is(false));
        api.deliver(Forms.of(webhook, push, secret)).statusCode(202).body("duplicate", is(true));
    }

    @ParameterizedTest
    @ValueSource(ints = {200 * 1024, 5 * 1024 * 1024})
    void aFormMayBeAsLargeAsAnyWebhook(int size) {
        var commits = IntStream.range(0, size / 1000)
                .mapToObj(i -> Map.of("id", "%040x".formatted(i), "message", "ö & = + % ☀ " + "m".repeat(950)))
                .toList();
        String large = new String(
                bytes(Map.of(
                        "ref",
                        "refs/heads/" + UUID.randomUUID(),
                        "commits",
                        commits,
                        "repository",
                        Map.of("full_name", "acme/large-form"))),
                StandardCharsets.UTF_8);
        assertThat(bytes(large)).hasSizeGreaterThanOrEqualTo(size);
        api.deliver(Forms.of(webhook, large, secret))
                .statusCode(202)
                .body("duplicate", is(false))
                .body("type", is("dev.mosaicstack.git.push"));
    }

    @Test
    void aFieldNamedSourceDoesNotChooseTheSource() {
        for (String form : List.of("source=nobody&payload=%s", "payload=%s&source=nobody")) {
            String payload = new String(Pushes.aPush(), StandardCharsets.UTF_8);
            var sent = Forms.of(Webhook.fromGitea("push", bytes(payload), secret), payload, secret)
                    .withBody(bytes(form.formatted(Forms.encoded(payload))));
            String delivery = api.deliver(sent).statusCode(202).extract().path("deliveryId");
            api.admin("webhook-get", Map.of("deliveryId", delivery)).body("source", is("default"));
            var named = sent.withBody(bytes(form.replace("nobody", "default").formatted(Forms.encoded(payload))));
            refused(api.deliver(named, "nobody"), 401, "WEBHOOK_SIGNATURE");
        }
    }

    /** There is nothing that could have been signed, so no signature makes a difference. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x=1",
                "Payload=%7B%7D",
                "payload=%",
                "payload=%zz",
                "payload=%7",
                "payload=%7B%7D%zz",
                "payload=%7B%7D&x=%zz",
                "payload=%7B%7D&payload=%7B%7D"
            })
    void aFormWithoutOneWholePayloadIsMalformed(String form) {
        var signed = Webhook.fromGitea("push", bytes(form), secret).with("Content-Type", Forms.TYPE);
        var ofAnother = signed.with("X-Gitea-Signature", Webhook.hmac("another secret", bytes(form)));
        for (var sent : List.of(signed, ofAnother, signed.unsigned())) {
            refused(api.deliver(sent), 400, "MALFORMED_JSON");
        }
    }

    /** The signature comes first: only with the right one is it told what is wrong with the payload. */
    @ParameterizedTest
    @CsvSource({"payload,''", "payload=,''", "payload=%20,' '", "payload=%7B,{", "payload=[1],[1]"})
    void aPayloadThatIsNoJsonObjectIsRefusedByItsSignatureAndThenByItsContent(String form, String payload) {
        var overForm = Webhook.fromGitea("push", bytes(form), secret).with("Content-Type", Forms.TYPE);
        refused(api.deliver(overForm), 401, "WEBHOOK_SIGNATURE");
        var overPayload = overForm.withBody(bytes(payload)).signed(secret).withBody(bytes(form));
        refused(api.deliver(overPayload), 400, "MALFORMED_JSON");
    }
}
