package dev.mosaicstack.functions.mcpserver.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|elicitation/create|{}|{\"elicitation\":{\"form\":{}}}",
                "{\"elicitation\":{}}|elicitation/create|{}|{}",
                "{\"elicitation\":{}}|elicitation/create|{\"mode\":\"form\"}|{}",
                "{\"elicitation\":{}}|elicitation/create|{\"mode\":\"url\"}|{\"elicitation\":{\"url\":{}}}",
                "{\"elicitation\":{\"url\":{}}}|elicitation/create|{\"mode\":\"url\"}|{}",
                "{\"elicitation\":{\"url\":{}}}|elicitation/create|{}|{\"elicitation\":{\"form\":{}}}",
                "{\"elicitation\":true}|elicitation/create|{}|{\"elicitation\":{\"form\":{}}}",
                "{}|sampling/createMessage|{}|{\"sampling\":{}}",
                "{\"sampling\":{}}|sampling/createMessage|{}|{}",
                "{\"sampling\":{}}|sampling/createMessage|{\"tools\":[]}|{\"sampling\":{\"tools\":{}}}",
                "{\"sampling\":{\"tools\":{}}}|sampling/createMessage|{\"tools\":[]}|{}",
                "{}|roots/list|{}|{\"roots\":{}}",
                "{\"roots\":{}}|roots/list|{}|{}"
            })
    void whatAClientDidNotDeclareIsFound(String capabilities, String method, String params, String lacking)
            throws JsonProcessingException {
        ObjectNode request = Json.STRICT.createObjectNode().put("method", method);
        request.set("params", Json.STRICT.readTree(params));
        var declared = new Declared((ObjectNode) Json.STRICT.readTree(capabilities), Map.of(), null);
        assertThat(declared.lacking(Map.of("key", request))).isEqualTo(Json.STRICT.readTree(lacking));
    }
}
