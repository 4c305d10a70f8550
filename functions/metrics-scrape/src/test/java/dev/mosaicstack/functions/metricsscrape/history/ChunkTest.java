package dev.mosaicstack.functions.metricsscrape.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.metricsscrape.series.Samples;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        Double.NaN,
        Samples.GONE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0.1,
        1e300
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsReadToTheLastBit(long seed) {
        var random = new Random(seed);
        var samples = new Samples();
        long time = 1_700_000_000_000L;
        for (int i = 0; i < 500; i++) {
            time += random.nextInt(3) == 0 ? 1 + random.nextInt(1_000_000) : 15_000;
            samples.add(
                    time,
                    switch (random.nextInt(4)) {
                        case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                        case 1 -> random.nextInt(1000);
                        case 2 -> random.nextGaussian();
                        default -> i == 0 ? 0 : samples.value(i - 1);
                    });
        }
        var read = new Samples();
        Chunk.read(Chunk.write(samples, 100, 500), read);
        assertThat(times(read)).containsExactly(times(samples, 100));
        assertThat(bits(read)).containsExactly(bits(samples, 100));
    }

    @Test
    void whatHardlyChangesTakesAFewBytes() {
        var samples = new Samples();
        for (int i = 0; i < 120; i++) {
            samples.add(1_700_000_000_000L + i * 15_000L, 1000 + i / 10);
        }
        assertThat(Chunk.write(samples, 0, 120)).hasSizeLessThan(170);
    }

    private static long[] times(Samples samples) {
        return times(samples, 0);
    }

    private static long[] times(Samples samples, int from) {
        return IntStream.range(from, samples.size()).mapToLong(samples::time).toArray();
    }

    private static long[] bits(Samples samples) {
        return bits(samples, 0);
    }

    private static long[] bits(Samples samples, int from) {
        return IntStream.range(from, samples.size())
                .mapToObj(samples::value)
                .flatMapToLong(value -> LongStream.of(Double.doubleToRawLongBits(value)))
                .toArray();
    }
}
