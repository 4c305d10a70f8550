package dev.mosaicstack.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final long MILLI = 1_000_000;

    @Test
    void aPercentileIsATimeThatWasMeasured() {
        Times times = times(LongStream.rangeClosed(1, 100));
        assertThat(times.percentile(0.5)).isEqualTo(50);
        assertThat(times.percentile(0.99)).isEqualTo(99);
        assertThat(times.percentile(1)).isEqualTo(100);
    }

    @Test
    void aPercentileOfAFewIsNotBelowThem() {
        assertThat(times(LongStream.of(7)).percentile(0.5)).isEqualTo(7);
        assertThat(times(LongStream.of(3, 1, 2)).percentile(0.99)).isEqualTo(3);
        assertThat(times(LongStream.of(3, 1, 2)).percentile(0.5)).isEqualTo(2);
    }

    @Test
    void timesOfSeveralClientsAreOne() {
        Times all = Times.all(List.of(times(LongStream.of(1, 2)), times(LongStream.empty()), times(LongStream.of(3))));
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.percentile(1)).isEqualTo(3);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThatThrownBy(() -> new Times().percentile(0.5)).isInstanceOf(Measured.Spoilt.class);
    }

    @Test
    void aMedianIsTheMiddleOneAndOfAnEvenNumberTheMeanOfTwo() {
        assertThat(new Rounds(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(new Rounds(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void ratiosAreOfTheSameRound() {
        Rounds ratio = new Rounds(List.of(10.0, 30.0, 20.0)).ratioTo(new Rounds(List.of(100.0, 100.0, 50.0)));
        assertThat(ratio.values()).containsExactly(0.1, 0.3, 0.4);
        assertThat(ratio.median()).isEqualTo(0.3);
        assertThat(ratio.min()).isEqualTo(0.1);
        assertThat(ratio.max()).isEqualTo(0.4);
    }

    @Test
    void differentNumbersOfRoundsHaveNoRatio() {
        var one = new Rounds(List.of(1.0));
        var two = new Rounds(List.of(1.0, 2.0));
        assertThatThrownBy(() -> one.ratioTo(two)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRateCountsOnlyWhatWasGood() {
        assertThat(new Measured(2000, 2, 4, 1, 2).perSecond()).isCloseTo(500, within(1e-9));
    }

    @Test
    void moreThanOneFailureInAThousandIsNoFigure() {
        assertThat(new Measured(999, 1, 1, 1, 2).good()).isEqualTo(999);
        assertThatThrownBy(() -> new Measured(998, 2, 1, 1, 2))
                .isInstanceOf(Measured.Spoilt.class)
                .hasMessageContaining("2 of 1000 failed");
    }

    @Test
    void nothingGoodIsNoFigure() {
        assertThatThrownBy(() -> new Measured(0, 0, 1, 1, 2)).isInstanceOf(Measured.Spoilt.class);
    }

    private static Times times(LongStream millis) {
        var times = new Times();
        millis.forEach(value -> times.add(value * MILLI));
        return times;
    }
}
