package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Webhook;
import io.restassured.http.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureContractTest extends Contract {

    private static final List<String> SUPPORTED =
            List.of("X-Gitea-Signature", "X-Gogs-Signature", "X-Forgejo-Signature", "X-Hub-Signature-256");

    private final byte[] body = Pushes.aPush();
    private final String good = Webhook.hmac(api.webhookSecret(), body);
    private final Webhook signed = Webhook.fromForgejo("push", body, api.webhookSecret());

    @ParameterizedTest
    @MethodSource("supported")
    void eachSupportedHeaderAloneIsEnough(String header) {
        api.deliver(signed.unsigned().with(header, value(header, good))).statusCode(202);
    }

    @ParameterizedTest
    @MethodSource("supported")
    void headerNamesAreReadInAnyCase(String header) {
        var webhook = signed.unsigned().with(header.toLowerCase(Locale.ROOT), value(header, good));
        api.deliver(webhook).statusCode(202);
    }

    static Stream<String> supported() {
        return SUPPORTED.stream();
    }

    static Stream<Arguments> everyHeaderAndEveryBadValue() {
        return SUPPORTED.stream().flatMap(header -> Stream.of(
                        "wrong", "empty", "nonHex", "truncated", "doubled", "otherSecret", "algorithm")
                .map(kind -> Arguments.of(header, kind)));
    }

    @ParameterizedTest
    @MethodSource("everyHeaderAndEveryBadValue")
    void aBadSignatureIsRefusedAlone(String header, String kind) {
        refused(api.deliver(signed.unsigned().with(header, bad(kind, header))), 401, "WEBHOOK_SIGNATURE");
    }

    @ParameterizedTest
    @MethodSource("everyHeaderAndEveryBadValue")
    void oneBadSignatureAmongGoodOnesIsRefused(String header, String kind) {
        refused(api.deliver(signed.with(header, bad(kind, header))), 401, "WEBHOOK_SIGNATURE");
    }

    @ParameterizedTest
    @MethodSource("supported")
    void theSameHeaderTwiceIsRefusedWhicheverValueIsRight(String header) {
        String right = value(header, good);
        String wrong = value(header, "0".repeat(64));
        for (var values : List.of(List.of(right, wrong), List.of(wrong, right))) {
            var headers = Api.plus(signed.without(header).headers(), header, values);
            refused(api.send(Method.POST, "/webhook-intake", null, headers, body), 401, "WEBHOOK_SIGNATURE");
        }
    }

    @Test
    void anUnsignedDeliveryIsRefused() {
        refused(api.deliver(signed.unsigned()), 401, "WEBHOOK_SIGNATURE");
        refused(
                api.deliver(signed.unsigned().with("X-Gitea-Signature", "").with("X-Gogs-Signature", "")),
                401,
                "WEBHOOK_SIGNATURE");
    }

    @Test
    void theOldSha1SignatureAloneIsNotEnough() {
        refused(api.deliver(signed.without(SUPPORTED.toArray(String[]::new))), 401, "WEBHOOK_SIGNATURE");
    }

    @Test
    void aSignatureOfAnotherBodyIsRefused() {
        refused(api.deliver(signed.withBody(Pushes.aPush())), 401, "WEBHOOK_SIGNATURE");
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        longer[body.length] = ' ';
        refused(api.deliver(signed.withBody(longer)), 401, "WEBHOOK_SIGNATURE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "Default", "", "%2e%2e", "default%20"})
    void aSourceThatIsNotThereIsRefusedLikeABadSignature(String source) {
        refused(api.deliver(signed, source), 401, "WEBHOOK_SIGNATURE", "UNAUTHENTICATED");
    }

    @Test
    void theDefaultSourceMayBeNamed() {
        api.deliver(signed, "default").statusCode(202);
    }

    @Test
    void aTokenIsNoSignature() {
        var withToken = signed.unsigned().with("Authorization", "Bearer " + api.adminToken());
        refused(api.deliver(withToken), 401, "WEBHOOK_SIGNATURE");
    }

    @Test
    void aRefusedDeliveryIsNotKept() {
        refused(api.deliver(signed.with("X-Gitea-Signature", "00")), 401, "WEBHOOK_SIGNATURE");
        assertThat(api.deliver(signed).statusCode(202).extract().<Boolean>path("duplicate"))
                .as("the first good one is no duplicate of a refused one")
                .isFalse();
    }

    private String bad(String kind, String header) {
        return switch (kind) {
            case "wrong" -> value(header, "0".repeat(64));
            case "empty" -> "";
            case "nonHex" -> value(header, "z".repeat(64));
            case "truncated" -> value(header, good.substring(0, 63));
            case "doubled" -> value(header, good + good);
            case "otherSecret" -> value(header, Webhook.hmac("another secret", body));
            case "algorithm" -> header.startsWith("X-Hub") ? "sha1=" + good : "md5=" + good;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String value(String header, String hex) {
        return header.startsWith("X-Hub") ? "sha256=" + hex : hex;
    }
}
