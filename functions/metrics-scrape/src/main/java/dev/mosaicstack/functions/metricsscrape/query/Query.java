package dev.mosaicstack.functions.metricsscrape.query;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.metricsscrape.history.Found;
import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is asked of the history: one number for each step from {@code from} to {@code to}, both included, of each series.
 *
 * @param window what each of them is made of; {@link Reducer#LAST} does not look at it
 */
public record Query(Selector select, Reducer reduce, Duration window, Instant from, Instant to, Duration step) {

    /** Series of one answer. */
    public static final int MOST_SERIES = 200;

    /** Points of one answer, all series together. */
    public static final int MOST_POINTS = 200_000;

    /** Samples that may be looked at for one answer: a second or so of work. */
    private static final long MOST_LOOKS = 50_000_000;

    /** @param points only steps at which there is something */
    public record Line(Found found, List<Point> points) {}

    public record Point(Instant at, double value) {}

    /** How far back what it is made of goes. */
    public Instant begin() {
        return from.minus(reduce == Reducer.LAST ? Duration.ofMillis(Reducer.LOOKBACK_MILLIS) : window);
    }

    /** @throws Refusal.Invalid where that is more than one answer may cost */
    public List<Line> of(List<Found> found) {
        long steps = Duration.between(from, to).dividedBy(step) + 1;
        if (steps * found.size() > MOST_POINTS) {
            throw Refusal.Invalid.field(
                    "stepSeconds",
                    "is too small: that is " + steps * found.size() + " points of " + found.size() + " series; at most "
                            + MOST_POINTS);
        }
        if (reduce != Reducer.LAST && steps * samplesOfAWindow(found) > MOST_LOOKS) {
            throw Refusal.Invalid.field("windowSeconds", "is too large for so many steps and series");
        }
        return found.stream()
                .map(this::line)
                .filter(line -> !line.points().isEmpty())
                .toList();
    }

    private long samplesOfAWindow(List<Found> found) {
        double share = (double) window.toMillis()
                / Math.max(1, Duration.between(begin(), to).toMillis());
        return (long)
                (share * found.stream().mapToLong(one -> one.samples().size()).sum());
    }

    private Line line(Found found) {
        Samples samples = found.samples();
        List<Point> points = new ArrayList<>();
        for (Instant at = from; !at.isAfter(to); at = at.plus(step)) {
            OptionalDouble value = reduce.reduce(samples, at.toEpochMilli(), window.toMillis());
            if (value.isPresent()) {
                points.add(new Point(at, value.getAsDouble()));
            }
        }
        return new Line(found, points);
    }
}
