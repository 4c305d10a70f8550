package dev.mosaicstack.functions.metricsscrape.target;

import java.time.Duration;
import java.util.Map;

/**
 * Something that is looked at again and again.
 *
 * @param name label {@code job} of all its series
 * @param instance label {@code instance} of all its series: where it is, without secrets
 * @param labels more labels of all its series
 * @param timeout for one look at it
 * @param mostSeries with more than that it counts as down
 */
public record Target(
        String name,
        String kind,
        String instance,
        Map<String, String> labels,
        Duration timeout,
        int mostSeries,
        Probe probe) {

    public Target {
        labels = Map.copyOf(labels);
    }

    /** The same, looked at in another way. */
    public Target with(Probe other) {
        return new Target(name, kind, instance, labels, timeout, mostSeries, other);
    }
}
