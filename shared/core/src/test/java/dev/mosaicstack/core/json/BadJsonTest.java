package dev.mosaicstack.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadJsonTest {

    record Asked(Instant from, Integer step) {}

    @ParameterizedTest
    @ValueSource(strings = {"1763600000", "\"yesterday\"", "\"2026-11-20\"", "{}", "true"})
    void aTimeIsAskedForAsItIsWritten(String from) {
        assertThat(fields("{\"from\":" + from + "}"))
                .isEqualTo(Map.of("from", "is no RFC 3339 time in quotes, as \"2026-11-20T00:00:00Z\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.5", "99999999999", "[]"})
    void anyOtherValueIsOfTheWrongTypeOrOutOfRange(String step) {
        assertThat(fields("{\"step\":" + step + "}"))
                .isEqualTo(Map.of("step", "has the wrong type or is out of range"));
    }

    private static Map<String, String> fields(String json) {
        var wrong = catchThrowableOfType(JsonProcessingException.class, () -> Json.STRICT.readValue(json, Asked.class));
        return ((Refusal.Invalid) BadJson.explain(wrong)).fields();
    }
}
