package dev.mosaicstack.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "90000, 90"})
    void aPauseIsSaidInWholeSecondsNeverShorterAndNeverAsNone(long millis, long seconds) {
        var refusal = new Refusal.RateLimited(Duration.ofMillis(millis));
        assertThat(refusal.retryAfterSeconds()).hasValue(seconds);
    }

    @Test
    void whereTryingAgainDoesNotHelpThereIsNoPause() {
        assertThat(new Refusal.Forbidden("no").retryAfterSeconds()).isEmpty();
    }
}
