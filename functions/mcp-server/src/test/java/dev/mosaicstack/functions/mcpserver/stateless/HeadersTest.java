package dev.mosaicstack.functions.mcpserver.stateless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    /** The examples of the specification, value encoding. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "us-west1|us-west1",
                "=?base64?SGVsbG8sIOS4lueVjA==?=|Hello, 世界",
                "=?base64?IHBhZGRlZCA=?=| padded ",
                "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=|=?base64?literal?=",
                "=?base64??=|''"
            })
    void textIsWrittenAsItIsOrAsBase64(String header, String text) {
        assertThat(Headers.decode("Mcp-Name", header)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SGVsbG8=", "=?base64?SGVsbG8=", "SGVsbG8=?=", "=?BASE64?SGVsbG8=?=", "=?base64?="})
    void whatIsNotMarkedOnBothSidesIsTakenAsItIs(String header) {
        assertThat(Headers.decode("Mcp-Name", header)).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=?base64?SGVsbG8?=", "=?base64?SGVs!!!bG8=?=", "=?base64?/w==?=", "=?base64? SGVsbG8=?=", "ü"})
    void whatCannotBeReadIsNoHeader(String header) {
        assertThatThrownBy(() -> Headers.decode("Mcp-Name", header)).isInstanceOf(RpcError.class);
    }

    @Test
    void severalAreNone() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("Mcp-Name", "task_get").add("mcp-name", "task_get");
        assertThatThrownBy(() -> Headers.mustMean(headers, "Mcp-Name", "task_get"))
                .isInstanceOf(RpcError.class)
                .hasMessageContaining("several");
    }

    @Test
    void theCaseOfTheNameDoesNotMatterAndThatOfTheValueDoes() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("MCP-METHOD", "tools/list");
        assertThatCode(() -> Headers.mustBe(headers, "Mcp-Method", "tools/list"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Headers.mustBe(headers, "Mcp-Method", "TOOLS/LIST"))
                .isInstanceOf(RpcError.class);
    }
}
