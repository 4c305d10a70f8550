package dev.mosaicstack.functions.mcpserver.stateless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.vertx.core.MultiMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

    private static final String META = "{\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"1\"}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "|{}|false",
                "|" + META + "|true",
                "2025-11-25|{}|false",
                "2025-11-25|" + META + "|true",
                "2024-11-05|{}|false",
                "2026-07-28|{}|true",
                "2026-07-28|[]|true",
                "|[" + META + "]|false",
                "2099-01-01|{}|true",
                "2026-07-28||true",
                "2025-11-25||false",
                "||false"
            })
    void theWayOfAskingChoosesTheFace(String version, String message, boolean ours) throws JsonProcessingException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (version != null) {
            headers.add("mcp-protocol-version", version);
        }
        Message read = message == null ? null : new Message(Json.STRICT.readTree(message));
        assertThat(Negotiation.isOurs(headers, read)).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}|true",
                "{\"jsonrpc\":\"2.0\",\"id\":\"\",\"method\":\"m\",\"params\":{}}|true",
                "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"m\"}|true",
                "{\"jsonrpc\":\"2.0\",\"method\":\"m\"}|false"
            })
    void whatHasAnIdIsARequest(String message, boolean request) throws JsonProcessingException {
        assertThat(Negotiation.isRequest(new Message(Json.STRICT.readTree(message))))
                .isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}]",
                "null",
                "\"tools/list\"",
                "{}",
                "{\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":null}"
            })
    void anythingElseIsNoMessageOfAClient(String message) throws JsonProcessingException {
        var read = new Message(Json.STRICT.readTree(message));
        assertThatThrownBy(() -> Negotiation.isRequest(read)).isInstanceOfSatisfying(RpcError.class, error -> {
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.error().path("code").intValue()).isEqualTo(-32600);
        });
    }
}
