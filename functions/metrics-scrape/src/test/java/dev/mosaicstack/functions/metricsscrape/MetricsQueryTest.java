package dev.mosaicstack.functions.metricsscrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.metricsscrape.MetricsFunction.QueryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "last")
    void aWindowMeansNothingForTheLastValueAndIsRefused(String reduce) {
        assertThatThrownBy(() -> MetricsFunction.query(new QueryRequest("up", null, null, null, reduce, 60), NOW))
                .isInstanceOfSatisfying(Refusal.Invalid.class, e -> assertThat(e.fields())
                        .isEqualTo(Map.of(
                                "windowSeconds",
                                "goes with reduce: avg, min, max, rate or increase; last is the newest value")));
    }

    @Test
    void aWindowIsThatOfAnyOtherReducer() {
        assertThat(MetricsFunction.query(new QueryRequest("up", null, null, null, "avg", 60), NOW)
                        .window())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rate(up[5m]) | 5
            up[5m]       | 3
            sum(up)      | 4
            """)
    void whoWritesAnExpressionIsToldWhatASelectorIs(String select, int character) {
        assertThatThrownBy(() -> MetricsFunction.query(new QueryRequest(select, null, null, null, null, null), NOW))
                .hasMessage("select a selector is a name and labels, no expression: reduce says what is made of it, as"
                        + " {\"select\":\"x\",\"reduce\":\"rate\"} for rate(x[5m]) (character " + character + " of "
                        + select
                        + ")");
    }
}
