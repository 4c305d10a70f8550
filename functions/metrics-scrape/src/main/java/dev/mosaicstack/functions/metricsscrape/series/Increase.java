package dev.mosaicstack.functions.metricsscrape.series;

import java.util.OptionalDouble;

/**
 * How much a counter went up in a window, and how fast: Prometheus' {@code extrapolatedRate} (promql/functions.go of 2.42).
 * A value below the one before is a counter that began again at zero. What is missing at the ends of the window is taken to
 * go on as the rest, up to half a distance between samples where they end early.
 */
final class Increase {

    private Increase() {}

    /** @return nothing where there are fewer than two samples */
    static OptionalDouble of(Samples samples, long at, long window, boolean perSecond) {
        int count = 0;
        int first = -1;
        int last = -1;
        for (int i = samples.indexFrom(at - window); i < samples.size() && samples.time(i) <= at; i++) {
            if (Samples.isGone(samples.value(i))) {
                continue;
            }
            first = count == 0 ? i : first;
            last = i;
            count++;
        }
        if (count < 2) {
            return OptionalDouble.empty();
        }
        double result = samples.value(last) - samples.value(first) + resets(samples, first, last);
        double factor = factor(samples, first, last, count, at, window, result);
        return OptionalDouble.of(result * (perSecond ? factor / (window / 1000.0) : factor));
    }

    private static double resets(Samples samples, int first, int last) {
        double resets = 0;
        double previous = samples.value(first);
        for (int i = first + 1; i <= last; i++) {
            double value = samples.value(i);
            if (Samples.isGone(value)) {
                continue;
            }
            if (value < previous) {
                resets += previous;
            }
            previous = value;
        }
        return resets;
    }

    private static double factor(
            Samples samples, int first, int last, int count, long at, long window, double increase) {
        double toStart = (samples.time(first) - (at - window)) / 1000.0;
        double toEnd = (at - samples.time(last)) / 1000.0;
        double sampled = (samples.time(last) - samples.time(first)) / 1000.0;
        double between = sampled / (count - 1);
        if (increase > 0 && samples.value(first) >= 0) {
            // A counter does not go below zero: no further back than where it would have been there.
            toStart = Math.min(toStart, sampled * (samples.value(first) / increase));
        }
        double threshold = between * 1.1;
        double whole = sampled;
        whole += toStart < threshold ? toStart : between / 2;
        whole += toEnd < threshold ? toEnd : between / 2;
        return whole / sampled;
    }
}
