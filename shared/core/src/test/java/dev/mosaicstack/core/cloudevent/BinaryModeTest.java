package dev.mosaicstack.core.cloudevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.webhook.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryModeTest {

    /** The first line is the example of the HTTP protocol binding, 3.1.3.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
                "%65 | e",
                "100%25 | 100%",
                "%2525 | %25",
                "\"a b\" | a b",
                "\"say \\\"hi\\\" \\\\o\" | say \"hi\" \\o",
                "\"half | \"half",
                "plain | plain",
                "%c3%BC | ü"
            })
    void aHeaderIsDecodedOnce(String header, String value) {
        assertThat(subjectOf(header)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%E2%82", "%ff", "%ED%A0%80"})
    void aHeaderThatCannotBeDecodedIsRefusedByName(String header) {
        assertThatThrownBy(() -> subjectOf(header))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.fields()).containsOnlyKeys("subject"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Euro € 😀", "100%", "a \"b\" c", "\u0001\u007f", "plain"})
    void whatIsEncodedIsDecodedToTheSame(String value) {
        String header = HeaderValue.encoded(value);
        assertThat(header).matches("[\\x21\\x23-\\x7e]+");
        assertThat(subjectOf(header)).isEqualTo(value);
    }

    @Test
    void anEmptyBodyIsNoData() {
        assertThat(BinaryMode.read(new Headers(Map.of("ce-id", "1")), null, new byte[0])
                        .data())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/json; charset=utf-16", "json", "+json", "a/+json"})
    void dataThatIsNotJsonIsRefused(String contentType) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BinaryMode.read(new Headers(Map.of("ce-id", "1")), contentType, body))
                .isInstanceOf(Refusal.NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/vnd.acme.v1+json;charset=UTF-8", "text/json"})
    void dataInAnyKindOfJsonIsTaken(String contentType) {
        byte[] body = "[1]".getBytes(StandardCharsets.UTF_8);
        CloudEvent event = BinaryMode.read(new Headers(Map.of("CE-Id", "1")), contentType, body);
        assertThat(event.data()).hasToString("[1]");
        assertThat(event.attributes())
                .containsEntry("datacontenttype", contentType)
                .containsEntry("id", "1");
    }

    private static String subjectOf(String header) {
        return BinaryMode.attributes(new Headers(Map.of("ce-subject", header))).get("subject");
    }
}
