package dev.mosaicstack.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static final String SECRET = "correct horse battery staple";
    private static final String OTHER = "an older secret";
    private static final byte[] BODY = "{\"ref\":\"refs/heads/größer\"}".getBytes(UTF_8);
    private static final String GOOD = hmac(SECRET, BODY);

    @ParameterizedTest
    @ValueSource(strings = {"X-Gitea-Signature", "X-Forgejo-Signature", "X-Gogs-Signature", "X-Hub-Signature-256"})
    void eachHeaderAloneIsEnoughAndIsChecked(String header) {
        String prefix = header.startsWith("X-Hub") ? "sha256=" : "";

        accepted(Map.of(header, prefix + GOOD));
        accepted(Map.of(header.toLowerCase(), prefix + GOOD));
        refused(Map.of(header, prefix + hmac("wrong", BODY)), header + " does not match the body");
        refused(Map.of(header, prefix + hmac(SECRET, "{}".getBytes(UTF_8))), header + " does not match the body");
        refused(Map.of(header, ""), header + " is empty: set the webhook's secret in the forge");
        refused(
                Map.of(header, prefix + GOOD.substring(1)),
                header + " has the wrong length: 63 instead of 64 hex digits");
        refused(Map.of(header, prefix + GOOD + "0"), header + " has the wrong length: 65 instead of 64 hex digits");
        refused(Map.of(header, prefix + "g" + GOOD.substring(1)), header + " is not lower-case hex");
        refused(Map.of(header, prefix + " " + GOOD.substring(1)), header + " is not lower-case hex");
        refused(Map.of(header, prefix + "ABCDEF".repeat(10) + "ABCD"), header + " is not lower-case hex");
    }

    @Test
    void theHubHeaderNeedsItsPrefix() {
        refused(Map.of("X-Hub-Signature-256", GOOD), "X-Hub-Signature-256 does not start with sha256=");
        refused(Map.of("X-Hub-Signature-256", "sha1=" + GOOD), "X-Hub-Signature-256 does not start with sha256=");
    }

    @Test
    void theEmptyHubHeaderOfAWebhookWithoutASecretIsRefused() {
        refused(
                Map.of("X-Hub-Signature-256", "sha256="),
                "X-Hub-Signature-256 has the wrong length: 0 instead of 64 hex digits");
    }

    @Test
    void noSignatureAtAllIsRefused() {
        refused(
                Map.of("X-Gitea-Event", "push"),
                "the signature is missing: none of X-Forgejo-Signature,"
                        + " X-Gitea-Signature, X-Gogs-Signature, X-Hub-Signature-256 was sent");
    }

    @Test
    void theOldSha1HeaderAloneIsNotEnough() {
        assertThatThrownBy(() -> verify(Map.of("X-Hub-Signature", "sha1=" + "0".repeat(40)), SECRET))
                .hasMessageStartingWith("the signature is missing");
    }

    @Test
    void theOldSha1HeaderBesideAnotherIsNotLookedAt() {
        accepted(Map.of("X-Hub-Signature", "sha1=nonsense", "X-Gitea-Signature", GOOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Gitea-Signature", "X-Forgejo-Signature", "X-Gogs-Signature"})
    void oneBadHeaderAmongGoodOnesIsRefused(String bad) {
        var headers = new HashMap<>(Map.of(
                "X-Gitea-Signature", GOOD,
                "X-Forgejo-Signature", GOOD,
                "X-Gogs-Signature", GOOD,
                "X-Hub-Signature-256", "sha256=" + GOOD));
        accepted(headers);

        headers.put(bad, hmac("wrong", BODY));
        refused(headers, bad + " does not match the body");
        headers.put(bad, "");
        refused(headers, bad + " is empty: set the webhook's secret in the forge");
    }

    @Test
    void duringARotationEitherSecretIsGood() {
        var headers = Map.of("X-Gitea-Signature", GOOD);

        assertThatCode(() -> verify(headers, SECRET, OTHER)).doesNotThrowAnyException();
        assertThatCode(() -> verify(headers, OTHER, SECRET)).doesNotThrowAnyException();
        assertThatThrownBy(() -> verify(headers, OTHER)).hasMessage("X-Gitea-Signature does not match the body");
    }

    @Test
    void aSourceWithoutASecretAcceptsNothing() {
        var headers = new Headers(Map.of("X-Gitea-Signature", GOOD));

        for (List<String> none :
                List.of(List.<String>of(), List.of(""), List.of(" "), Collections.<String>singletonList(null))) {
            assertThatThrownBy(() -> Signatures.verify(headers, BODY, none))
                    .isInstanceOf(Refusal.Unauthenticated.class)
                    .hasMessage("this source has no webhook secret");
        }
    }

    @Test
    void aKnownVectorVerifies() {
        byte[] data = "what do ya want for nothing?".getBytes(UTF_8);
        // RFC 4231, test case 2.
        var headers = new Headers(
                Map.of("X-Gitea-Signature", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));

        assertThatCode(() -> Signatures.verify(headers, data, List.of("Jefe"))).doesNotThrowAnyException();
    }

    @Test
    void aFormBodyIsSignedInItsDecodedPayload() {
        byte[] form = "payload=%7B%22a%22%3A+1%7D".getBytes(UTF_8);
        WebhookBody body = WebhookBody.decode("application/x-www-form-urlencoded", form);
        var headers = new Headers(Map.of("X-Gitea-Signature", hmac(SECRET, "{\"a\": 1}".getBytes(UTF_8))));

        assertThatCode(() -> Signatures.verify(headers, body.signed(), List.of(SECRET)))
                .doesNotThrowAnyException();
    }

    private static void accepted(Map<String, String> headers) {
        assertThatCode(() -> verify(headers, SECRET)).doesNotThrowAnyException();
    }

    private static void refused(Map<String, String> headers, String detail) {
        assertThatThrownBy(() -> verify(headers, SECRET))
                .isInstanceOfSatisfying(Refusal.Unauthenticated.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("WEBHOOK_SIGNATURE");
                    assertThat(refusal.status()).isEqualTo(401);
                })
                .hasMessage(detail)
                .hasMessageNotContainingAny(GOOD, SECRET);
    }

    private static void verify(Map<String, String> headers, String... secrets) {
        Signatures.verify(new Headers(headers), BODY, List.of(secrets));
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
