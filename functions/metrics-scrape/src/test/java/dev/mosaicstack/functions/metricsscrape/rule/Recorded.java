package dev.mosaicstack.functions.metricsscrape.rule;

import dev.mosaicstack.functions.metricsscrape.history.Found;
import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * Series as anything may answer them, from 1970 on, all by one seed: counters that begin again, gaps, ends that are told and
 * ends that are not, late beginnings, NaN and infinities. Numbers are quarters, so that sums do not depend on their order.
 */
final class Recorded {

    /** Each thing was recorded in two forms: as the judge has it, and as promtool reads it. */
    private record Recording(Samples samples, String text) {}

    private final Random random;
    private final int interval;
    private final int steps;
    private final Map<Series, Recording> recordings = new LinkedHashMap<>();

    /** @param interval seconds */
    Recorded(Random random, int interval, int steps) {
        this.random = random;
        this.interval = interval;
        this.steps = steps;
        for (String job : List.of("a", "b\"\\ü")) {
            for (String instance : List.of("1", "2")) {
                record(Series.of("capacity", "job", job, "instance", instance), v -> random.nextInt(5));
                record(Series.of("seen", "job", job, "instance", instance), v -> odd(v + random.nextInt(4 * interval)));
                for (String state : List.of("x", "y", "z")) {
                    Map<String, String> labels = Map.of("job", job, "instance", instance, "state", state);
                    record(Series.of("load", labels), v -> odd(v + (random.nextInt(9) - 4) / 4.0));
                    record(Series.of("jobs_total", labels), this::count);
                    record(Series.of("failed_total", labels), this::count);
                }
            }
        }
    }

    private double count(double before) {
        if (random.nextInt(25) == 0) {
            return random.nextInt(3);
        }
        return odd((Double.isFinite(before) ? before : 0) + random.nextInt(4) * random.nextInt(40) / 4.0);
    }

    private double odd(double value) {
        double sound = Double.isFinite(value) ? value : 0;
        return switch (random.nextInt(200)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> sound;
        };
    }

    private void record(Series series, DoubleUnaryOperator next) {
        if (random.nextInt(10) == 0) {
            return;
        }
        var samples = new Samples();
        var text = new StringBuilder();
        double value = random.nextInt(20);
        int missing = random.nextInt(3) == 0 ? random.nextInt(steps) : 0;
        for (int i = 0; i < steps; i++) {
            value = next.applyAsDouble(value);
            long time = i * interval * 1000L;
            if (missing == 0 && random.nextInt(15) == 0) {
                missing = 1 + random.nextInt(random.nextBoolean() ? 3 : 15);
                if (random.nextBoolean()) {
                    samples.add(time, Samples.GONE);
                    text.append("stale ");
                    continue;
                }
            }
            if (missing > 0) {
                missing--;
                text.append("_ ");
            } else {
                samples.add(time, value);
                text.append(text(value)).append(' ');
            }
        }
        recordings.put(series, new Recording(samples, text.toString().strip()));
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "NaN" : Double.isInfinite(value) ? value > 0 ? "Inf" : "-Inf" : "" + value;
    }

    List<Found> select(Selector selector) {
        List<Found> found = new ArrayList<>();
        recordings.forEach((series, recording) -> {
            if (selector.matches(series)) {
                found.add(new Found(series, recording.samples()));
            }
        });
        return found;
    }

    int interval() {
        return interval;
    }

    int steps() {
        return steps;
    }

    /** By series, the values as promtool reads them. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        recordings.forEach((series, recording) -> texts.put(series.toString(), recording.text()));
        return texts;
    }
}
