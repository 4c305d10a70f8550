package dev.mosaicstack.functions.metricsscrape.target;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.List;

/**
 * A metric with its series.
 *
 * @param name as in the text format of Prometheus: a counter's ends in {@code _total}, and the samples of a histogram or
 *     summary have its name with {@code _bucket}, {@code _sum} or {@code _count} behind it
 * @param help empty where there is none
 */
public record Family(String name, Type type, String help, List<Sample> samples) {

    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY,
        UNKNOWN
    }

    /** What is behind the name of a histogram or summary in those of its samples. */
    public static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

    public static boolean hasSuffix(Type type, String suffix) {
        return type == Type.HISTOGRAM || type == Type.SUMMARY && !suffix.equals("_bucket");
    }

    public Family {
        samples = List.copyOf(samples);
    }

    /** How many samples they have. */
    public static int samples(List<Family> families) {
        return families.stream().mapToInt(family -> family.samples().size()).sum();
    }

    /** One value without labels. */
    public static Family gauge(String name, String help, double value) {
        return new Family(name, Type.GAUGE, help, List.of(new Sample(Series.of(name), value)));
    }
}
