package dev.mosaicstack.functions.eventdispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    @Test
    void secondsAreSeconds() {
        assertThat(RetryAfter.of("0")).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.of(" 120 ")).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.of("999999999")).isEqualTo(Duration.ofSeconds(999_999_999));
    }

    @Test
    void aDateIsTheTimeUntilThenAndNeverLessThanNone() {
        String soon = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC));
        assertThat(RetryAfter.of(soon)).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
        assertThat(RetryAfter.of("Sun, 06 Nov 1994 08:49:37 GMT")).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "1e3", "12345678901", "2026-11-20T10:00:00Z", "٣"})
    void whatCannotBeUnderstoodIsNothing(String header) {
        assertThat(RetryAfter.of(header)).isNull();
    }

    @Test
    void nothingIsNothing() {
        assertThat(RetryAfter.of(null)).isNull();
    }
}
