package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.json.Json;
import org.junit.jupiter.api.Test;

class DeclaredTest {

    @Test
    void whatIsDoneHereIsDeclaredAndWhatIsNotIsNot() {
        String answer = Declared.declare("""
                {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":
                {"tools":{"listChanged":true},"resources":{"listChanged":true},"logging":{}}}}""");
        assertThat(Json.tree(answer).at("/result/capabilities"))
                .isEqualTo(Json.tree(
                        "{\"tools\":{},\"resources\":{\"subscribe\":true},\"logging\":{},\"completions\":{}}"));
        assertThat(Json.tree(answer).at("/result/protocolVersion").textValue()).isEqualTo("2025-11-25");
    }

    @Test
    void anErrorStaysAsItIs() {
        String error = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no\"}}";
        assertThat(Declared.declare(error)).isEqualTo(error);
    }
}
