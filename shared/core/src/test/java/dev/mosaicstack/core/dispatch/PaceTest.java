package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void withoutALimitThereIsNone() {
        var pace = new Pace(null, NOW);
        for (int i = 0; i < 100_000; i++) {
            assertThat(pace.take(NOW)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100, 5_000})
    void inNoSecondMoreThanTheLimitAndAQuarterAndAllInAll(int perSecond) {
        var pace = new Pace(perSecond, NOW);
        int all = 0;
        for (int second = 0; second < 10; second++) {
            int inThis = 0;
            for (int milli = 0; milli < 1_000; milli++) {
                while (pace.take(NOW.plusMillis(second * 1_000L + milli))) {
                    inThis++;
                }
            }
            assertThat(inThis).isLessThanOrEqualTo(perSecond + Math.max(1, perSecond / 4));
            all += inThis;
        }
        assertThat(all).isBetween(perSecond * 10 - 1 - perSecond / 10, perSecond * 10 + Math.max(1, perSecond / 4));
    }

    @Test
    void aLongRestIsNotMadeUpFor() {
        var pace = new Pace(100, NOW);
        int burst = 0;
        while (pace.take(NOW.plusSeconds(3_600))) {
            burst++;
        }
        assertThat(burst).isEqualTo(25);
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        var pace = new Pace(1, NOW);
        assertThat(pace.take(NOW)).isTrue();
        assertThat(pace.take(NOW.minusSeconds(3_600))).isFalse();
        assertThat(pace.take(NOW.minusSeconds(3_599))).isTrue();
    }
}
