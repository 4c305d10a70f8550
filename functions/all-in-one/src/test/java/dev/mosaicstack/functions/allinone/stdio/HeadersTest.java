package dev.mosaicstack.functions.allinone.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    /** The specification's own examples. */
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "us-west1|us-west1",
                "Hello, 世界|=?base64?SGVsbG8sIOS4lueVjA==?=",
                " padded |=?base64?IHBhZGRlZCA=?=",
                "=?base64?literal?=|=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="
            })
    void aValueThatAHeaderCannotHoldIsEncoded(String value, String header) {
        assertThat(Headers.value(value)).isEqualTo(header);
    }

    @Test
    void aLineBreakIsEncoded() {
        assertThat(Headers.value("line1\nline2")).isEqualTo("=?base64?bGluZTEKbGluZTI=?=");
    }

    @ParameterizedTest
    @CsvSource({
        "tools/call, '{\"name\": \"task_get\", \"uri\": \"no\"}', task_get",
        "prompts/get, '{\"name\": \"work\"}', work",
        "resources/read, '{\"uri\": \"mosaic://events/recent\", \"name\": \"no\"}', mosaic://events/recent",
        "tasks/get, '{\"taskId\": \"7\"}', 7",
        "tools/list, '{\"name\": \"no\"}', ",
        "tools/call, '{\"name\": 7}', "
    })
    void theNameOfAMessageIsWhatItIsAbout(String method, String params, String name) {
        HttpHeaders headers = mirrored("{\"method\": \"%s\", \"params\": %s}".formatted(method, params));
        assertThat(headers.firstValue("Mcp-Method")).contains(method);
        assertThat(headers.firstValue("MCP-Protocol-Version")).contains("2026-07-28");
        assertThat(headers.firstValue("Mcp-Name").orElse(null)).isEqualTo(name);
    }

    @Test
    void aVersionThatIsNoneBreaksNoHeader() {
        assertThat(mirrored("{\"method\": \"tools/list\"}", "a\nb").firstValue("MCP-Protocol-Version"))
                .contains("=?base64?YQpi?=");
    }

    private static HttpHeaders mirrored(String message) {
        return mirrored(message, "2026-07-28");
    }

    private static HttpHeaders mirrored(String message, String version) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/mcp"));
        Headers.mirror(Line.read(message).orElseThrow(), version, request);
        return request.build().headers();
    }
}
