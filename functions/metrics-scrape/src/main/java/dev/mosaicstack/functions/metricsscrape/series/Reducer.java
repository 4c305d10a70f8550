package dev.mosaicstack.functions.metricsscrape.series;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes one number of what a series had in a window. Each is what Prometheus calculates: {@code LAST} is the series itself,
 * the others are {@code avg_over_time}, {@code min_over_time}, {@code max_over_time}, {@code rate} and {@code increase}, and
 * both ends of the window belong to it, as in Prometheus 2.
 */
public enum Reducer {
    LAST,
    AVG,
    MIN,
    MAX,
    RATE,
    INCREASE;

    /** So long the last value of a series counts, unless it was said that it is gone: as in Prometheus. */
    public static final long LOOKBACK_MILLIS = 5 * 60 * 1000;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Reducer> of(String text) {
        return Arrays.stream(values())
                .filter(reducer -> reducer.text().equals(text))
                .findFirst();
    }

    /**
     * @param at the end of the window, milliseconds since 1970
     * @param window its length in milliseconds; {@code LAST} does not look at it
     * @return nothing where there is nothing to make it of
     */
    public OptionalDouble reduce(Samples samples, long at, long window) {
        return switch (this) {
            case LAST -> last(samples, at);
            case AVG -> average(samples, at, window);
            case MIN -> extreme(samples, at, window, -1);
            case MAX -> extreme(samples, at, window, 1);
            case RATE -> Increase.of(samples, at, window, true);
            case INCREASE -> Increase.of(samples, at, window, false);
        };
    }

    private static OptionalDouble last(Samples samples, long at) {
        int i = samples.indexFrom(at + 1) - 1;
        return i < 0 || samples.time(i) < at - LOOKBACK_MILLIS || Samples.isGone(samples.value(i))
                ? OptionalDouble.empty()
                : OptionalDouble.of(samples.value(i));
    }

    /** As Prometheus does it: a mean that is moved, so that large values do not overflow. */
    private static OptionalDouble average(Samples samples, long at, long window) {
        double mean = 0;
        double rest = 0;
        int count = 0;
        for (int i = samples.indexFrom(at - window); i < samples.size() && samples.time(i) <= at; i++) {
            double value = samples.value(i);
            if (Samples.isGone(value)) {
                continue;
            }
            count++;
            if (Double.isInfinite(mean)) {
                if (Double.isInfinite(value) && (mean > 0) == (value > 0)) {
                    continue;
                }
                if (!Double.isInfinite(value) && !Double.isNaN(value)) {
                    continue;
                }
            }
            double more = value / count - mean / count;
            double sum = mean + more;
            rest += Math.abs(mean) >= Math.abs(more) ? mean - sum + more : more - sum + mean;
            mean = sum;
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Double.isInfinite(mean) ? mean : mean + rest);
    }

    /** A NaN is only the extreme where there is nothing else. */
    private static OptionalDouble extreme(Samples samples, long at, long window, int sign) {
        double found = Double.NaN;
        boolean any = false;
        for (int i = samples.indexFrom(at - window); i < samples.size() && samples.time(i) <= at; i++) {
            double value = samples.value(i);
            if (Samples.isGone(value)) {
                continue;
            }
            any = true;
            if (Double.isNaN(found) || sign * value > sign * found) {
                found = value;
            }
        }
        return any ? OptionalDouble.of(found) : OptionalDouble.empty();
    }
}
