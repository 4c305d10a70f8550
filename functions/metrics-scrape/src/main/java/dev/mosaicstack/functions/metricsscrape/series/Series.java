package dev.mosaicstack.functions.metricsscrape.series;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * One time series: a name, and labels by their names. A label that is empty is none, as in Prometheus. There are many of
 * them, so labels are kept flat: name, value, name, value, ... sorted by name.
 */
public final class Series implements Comparable<Series> {

    private static final String[] NO_LABELS = {};

    private final String name;
    private final String[] labels;
    private final int hash;

    private Series(String name, String[] labels) {
        this.name = name;
        this.labels = labels;
        this.hash = 31 * name.hashCode() + Arrays.hashCode(labels);
    }

    public static Series of(String name) {
        return new Series(name, NO_LABELS);
    }

    public static Series of(String name, Map<String, String> labels) {
        SortedMap<String, String> sorted = new TreeMap<>(labels);
        sorted.values().removeIf(String::isEmpty);
        String[] flat = new String[2 * sorted.size()];
        int i = 0;
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            flat[i++] = label.getKey();
            flat[i++] = label.getValue();
        }
        return new Series(name, flat);
    }

    /** @param labels name, value, name, value, ... */
    public static Series of(String name, String... labels) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return of(name, map);
    }

    /** The name of the metric; empty for what was calculated from several. */
    public String name() {
        return name;
    }

    /** Empty where there is none. */
    public String label(String label) {
        for (int i = 0; i < labels.length; i += 2) {
            if (labels[i].equals(label)) {
                return labels[i + 1];
            }
        }
        return "";
    }

    public void forEachLabel(BiConsumer<String, String> each) {
        for (int i = 0; i < labels.length; i += 2) {
            each.accept(labels[i], labels[i + 1]);
        }
    }

    /** By name. */
    public SortedMap<String, String> labels() {
        SortedMap<String, String> map = new TreeMap<>();
        forEachLabel(map::put);
        return map;
    }

    /** Without a name, as what is calculated has none. */
    public Series unnamed() {
        return new Series("", labels);
    }

    /** Without a name, with none but these labels. */
    public Series only(Collection<String> kept) {
        Map<String, String> map = labels();
        map.keySet().retainAll(kept);
        return of("", map);
    }

    /** Without a name, without these labels. */
    public Series without(Collection<String> left) {
        Map<String, String> map = labels();
        map.keySet().removeAll(left);
        return of("", map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series series
                && hash == series.hash
                && name.equals(series.name)
                && Arrays.equals(labels, series.labels);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(Series other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Arrays.compare(labels, other.labels);
    }

    /** As Prometheus writes it: {@code name{label="value"}}. */
    @Override
    public String toString() {
        if (labels.length == 0) {
            return name;
        }
        var text = new StringBuilder(name).append('{');
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
            escape(labels[i + 1], text);
            text.append('"');
        }
        return text.append('}').toString();
    }

    /** As between the quotes of a label in the text format: backslash, quote and line feed. */
    public static void escape(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }
}
