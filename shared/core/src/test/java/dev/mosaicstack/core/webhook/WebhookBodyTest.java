package dev.mosaicstack.core.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookBodyTest {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/json; version=1"
            })
    void aJsonBodyIsSignedAsItCame(String contentType) {
        byte[] body = "{ \"a\": \"größer\" }".getBytes(UTF_8);

        WebhookBody decoded = WebhookBody.decode(contentType, body);

        assertThat(decoded.signed()).isEqualTo(body);
        assertThat(decoded.json().get("a").textValue()).isEqualTo("größer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "text/plain",
                "application/json2",
                "application/vnd.github+json",
                "multipart/form-data; boundary=x",
                "application/json; charset=latin1",
                "application/json; charset=utf-16",
                "application/json; charset=utf-8; charset=latin1",
                "application/x-www-form-urlencoded; charset=iso-8859-1"
            })
    void otherTypesAndCharsetsAreRefused(String contentType) {
        assertThatThrownBy(() -> WebhookBody.decode(contentType, "{}".getBytes(UTF_8)))
                .isInstanceOf(Refusal.NotJson.class);
    }

    @Test
    void aBodyWithoutAContentTypeIsRefused() {
        assertThatThrownBy(() -> WebhookBody.decode(null, "{}".getBytes(UTF_8))).isInstanceOf(Refusal.NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload=%s",
                "%%70ayload=%s",
                "a=1&payload=%s&b=2",
                "&payload=%s&",
                "empty&payload=%s",
                "payload2=x&payload=%s"
            })
    void aFormsPayloadIsDecoded(String form) {
        String json = "{\"a\":\"1 + 1 = 2 & größer 100% 🚀\"}";
        String body = String.format(form, URLEncoder.encode(json, UTF_8));

        WebhookBody decoded = WebhookBody.decode(FORM, body.getBytes(UTF_8));

        assertThat(new String(decoded.signed(), UTF_8)).isEqualTo(json);
        assertThat(decoded.json().get("a").textValue()).isEqualTo("1 + 1 = 2 & größer 100% 🚀");
    }

    static Stream<Arguments> badForms() {
        return Stream.of(
                Arguments.of("", "the form has no payload field"),
                Arguments.of("a=1", "the form has no payload field"),
                Arguments.of("Payload={}", "the form has no payload field"),
                Arguments.of("payload={}&payload={}", "the form has more than one payload field"),
                Arguments.of("payload={}&%70ayload=", "the form has more than one payload field"),
                Arguments.of("payload=%", "the form has bad percent-encoding at byte 8"),
                Arguments.of("payload=%7", "the form has bad percent-encoding at byte 8"),
                Arguments.of("payload=%7&a=B", "the form has bad percent-encoding at byte 8"),
                Arguments.of("payload=%zz", "the form has bad percent-encoding at byte 8"),
                Arguments.of("payload={}&x=%+1", "the form has bad percent-encoding at byte 13"));
    }

    @ParameterizedTest
    @MethodSource("badForms")
    void aBadFormIsRefusedBeforeItsSignatureIsLookedAt(String form, String detail) {
        assertThatThrownBy(() -> WebhookBody.decode(FORM, form.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.code()).isEqualTo("MALFORMED_JSON"))
                .hasMessage(detail);
    }

    static Stream<Arguments> badJson() {
        String deep = "{\"a\":".repeat(101) + "1" + "}".repeat(101);
        return Stream.of(
                Arguments.of("", "is empty"),
                Arguments.of(" \n", "is empty"),
                Arguments.of("[]", "is not an object"),
                Arguments.of("null", "is not an object"),
                Arguments.of("\"SECRET\"", "is not an object"),
                Arguments.of("{\"a\":", "ends too early"),
                Arguments.of("{\"a\":\"SECRET", "ends too early"),
                Arguments.of("{\"a\":[1,2", "ends too early"),
                Arguments.of("{\"a\":1}{}", "is followed by something else"),
                Arguments.of("{\"a\":1} 2", "is followed by something else"),
                Arguments.of("{\"SECRET\":1,\"SECRET\":2}", "has the same name twice in one object"),
                Arguments.of("{\"a\":{\"b\":1,\"\\u0062\":2}}", "has the same name twice in one object"),
                Arguments.of("{\"a\":SECRET}", "is not well-formed"),
                Arguments.of("{\"a\":01}", "is not well-formed"),
                Arguments.of("{\"a\":NaN}", "is not well-formed"),
                Arguments.of("{'a':1}", "is not well-formed"),
                Arguments.of("{\"a\":1,}", "is not well-formed"),
                Arguments.of("{\"a\":\"\t\"}", "is not well-formed"),
                Arguments.of("{\"a\":\"\\x\"}", "is not well-formed"),
                Arguments.of("{\"a\":\"\\u12\"}", "is not well-formed"),
                Arguments.of("{\"a\":" + "9".repeat(101) + "}", "beyond the limits"),
                Arguments.of(deep, "is nested deeper than 100 levels"),
                Arguments.of("{\"a\":\"\\u0000\"}", "has an escaped NUL at byte 6"),
                Arguments.of("{\"\\u0000\":1}", "has an escaped NUL at byte 2"),
                Arguments.of("{\"a\":\"\0\"}", "has a NUL byte at byte 6"),
                Arguments.of("{\"a\":\"\\ud83d\"}", "without a low one behind it at byte 6"),
                Arguments.of("{\"a\":\"\\ude80\"}", "without a high one before it at byte 6"));
    }

    @ParameterizedTest
    @MethodSource("badJson")
    void badJsonIsRefusedWithoutQuotingIt(String json, String problem) {
        refused(json, UTF_8, problem);
    }

    @Test
    void jsonInAnotherEncodingIsRefused() {
        refused("{\"a\":\"größer\"}", ISO_8859_1, "is not UTF-8 at byte 8");
        refused("{\"a\":1}", UTF_16LE, "has a NUL byte at byte 1");
    }

    @Test
    void aHundredLevelsAreStillGood() {
        String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);

        assertThat(WebhookBody.decode(JSON, deep.getBytes(UTF_8)).json().has("a"))
                .isTrue();
    }

    private static void refused(String json, Charset charset, String problem) {
        WebhookBody body = WebhookBody.decode(JSON, json.getBytes(charset));
        assertThatThrownBy(body::json)
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.code()).isEqualTo("MALFORMED_JSON"))
                .hasMessageStartingWith("the JSON ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("SECRET");
    }
}
