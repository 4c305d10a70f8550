package dev.mosaicstack.core.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void quantilesAreWithinNinePointOnePercent() {
        var random = new Random(4);
        for (int round = 0; round < 200; round++) {
            long[] millis = random.doubles(1 + random.nextInt(300))
                    .mapToLong(d -> (long) Math.exp(d * 25))
                    .toArray();
            Spread spread = Spread.NONE;
            for (long time : millis) {
                spread = spread.plus(Spread.of(Duration.ofMillis(time)));
            }
            Arrays.sort(millis);
            for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
                double exact = millis[(int) Math.ceil(share * millis.length) - 1];
                assertThat(spread.quantile(share)).isCloseTo(exact, within(exact * 0.0906));
            }
            assertThat(spread.max()).isEqualTo(millis[millis.length - 1]);
            assertThat(spread.sum()).isEqualTo(Arrays.stream(millis).sum());
            assertThat(spread.mean()).isCloseTo(Arrays.stream(millis).average().orElseThrow(), within(1e-3));
        }
    }

    @Test
    void noTimesHaveNeitherQuantileNorMean() {
        assertThat(Spread.NONE.quantile(0.5)).isZero();
        assertThat(Spread.NONE.mean()).isZero();
    }

    @Test
    void nothingTakesLessThanNoTime() {
        Spread spread = Spread.of(Duration.ofSeconds(-5)).plus(Spread.of(Duration.ZERO));
        assertThat(spread.sum()).isZero();
        assertThat(spread.quantile(0.5)).isZero();
        assertThat(spread.count()).isEqualTo(2);
    }

    @Test
    void theSameTimesInAnyOrderAreTheSame() {
        Spread two = Spread.of(Duration.ofSeconds(1)).plus(Spread.of(Duration.ofDays(1)));
        assertThat(Spread.of(Duration.ofDays(1)).plus(Spread.of(Duration.ofSeconds(1))))
                .isEqualTo(two);
    }
}
