package dev.mosaicstack.functions.metricsscrape.series;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which series are meant: {@code name{label="value",other=~"expression"}}, as Prometheus writes an instant vector selector.
 * The name is a must: it is what makes a selector cheap.
 */
public record Selector(String name, List<Matcher> matchers) {

    static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    public Selector {
        matchers = List.copyOf(matchers);
    }

    /** @throws IllegalArgumentException where it is none, in words that follow "is no selector: " */
    public static Selector parse(String text) {
        return new SelectorParser(text).parse();
    }

    public boolean matches(Series series) {
        if (!series.name().equals(name)) {
            return false;
        }
        // Millions of times a round: an iterator each would be most of the round's garbage.
        for (int i = 0; i < matchers.size(); i++) {
            if (!matchers.get(i).matches(series)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The labels whose value it fixes: what {@code absent} says of a series that is not there. As in Prometheus, one that is
     * matched again afterwards is left out.
     */
    public Series fixed() {
        Map<String, String> labels = new HashMap<>();
        Set<String> fixed = new HashSet<>();
        for (Matcher matcher : matchers) {
            if (matcher.op() == Matcher.Op.EQUAL && fixed.add(matcher.label())) {
                labels.put(matcher.label(), matcher.value());
            } else {
                labels.remove(matcher.label());
            }
        }
        return Series.of("", labels);
    }

    public Optional<String> fixedLabel(String label) {
        return matchers.stream()
                .filter(matcher ->
                        matcher.op() == Matcher.Op.EQUAL && matcher.label().equals(label))
                .map(Matcher::value)
                .findFirst();
    }

    @Override
    public String toString() {
        return matchers.isEmpty()
                ? name
                : matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", name + "{", "}"));
    }
}
