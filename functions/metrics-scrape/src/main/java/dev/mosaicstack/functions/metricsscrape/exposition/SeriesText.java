package dev.mosaicstack.functions.metricsscrape.exposition;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads {@code name{label="value"}} as it is in an answer. For one use. */
public final class SeriesText {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** Prometheus' own default has no limit; longer ones are a mistake of whoever made them, and are kept for a day. */
    private static final int LONGEST = 8192;

    private static final int MOST_LABELS = 64;

    private final String text;
    private final int mostLabels;
    private final UnaryOperator<String> names;
    private int at;

    private SeriesText(String text, int mostLabels, UnaryOperator<String> names) {
        this.text = text;
        this.mostLabels = mostLabels;
        this.names = names;
    }

    /** As a target gives it, within limits. @param names gives the same String for the same name of a metric or label */
    public static Series parse(String text, UnaryOperator<String> names) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("has a series of more than " + LONGEST + " characters");
        }
        return new SeriesText(text, MOST_LABELS, names).parse();
    }

    /** As we stored it: with the labels of its target, and whatever the limits were then. */
    public static Series parseStored(String text) {
        return new SeriesText(text, Integer.MAX_VALUE, UnaryOperator.identity()).parse();
    }

    private Series parse() {
        int brace = text.indexOf('{');
        String name = (brace < 0 ? text : text.substring(0, brace)).strip();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("does not begin with the name of a metric");
        }
        name = names.apply(name);
        if (brace < 0) {
            return Series.of(name);
        }
        at = brace + 1;
        Map<String, String> labels = new HashMap<>();
        while (next() != '}') {
            label(labels);
            if (next() == ',') {
                at++;
            } else if (next() != '}') {
                throw new IllegalArgumentException("has labels that are not well-formed");
            }
        }
        return Series.of(name, labels);
    }

    private void label(Map<String, String> labels) {
        int equals = text.indexOf('=', at);
        String label = equals < 0 ? "" : text.substring(at, equals).strip();
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("has a label without a name");
        }
        at = equals + 1;
        if (next() != '"') {
            throw new IllegalArgumentException("has a label without quotes");
        }
        at++;
        if (labels.put(names.apply(label), value()) != null) {
            throw new IllegalArgumentException("has the label " + label + " twice");
        }
        if (labels.size() > mostLabels) {
            throw new IllegalArgumentException("has more than " + MOST_LABELS + " labels");
        }
    }

    private String value() {
        var value = new StringBuilder();
        while (true) {
            char c = at < text.length() ? text.charAt(at++) : 0;
            if (c == '"') {
                return value.toString();
            }
            if (c == 0) {
                throw new IllegalArgumentException("ends within a label");
            }
            if (c == '\\') {
                char escaped = at < text.length() ? text.charAt(at++) : 0;
                value.append(escaped == 'n' ? "\n" : escaped == '"' || escaped == '\\' ? escaped : "\\" + escaped);
            } else {
                value.append(c);
            }
        }
    }

    private char next() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }
}
