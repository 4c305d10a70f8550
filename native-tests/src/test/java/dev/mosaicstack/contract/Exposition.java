package dev.mosaicstack.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of Prometheus' text format 0.0.4 that forgives nothing, promtool's rules for names included:
 * prometheus.io/docs/instrumenting/exposition_formats and /docs/practices/naming.
 */
final class Exposition {

    record Sample(String name, Map<String, String> labels, double value) {}

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") ((?:[^\\\\]|\\\\\\\\|\\\\n)+)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{(.*)})? ([+-]?(?:[0-9.]+(?:[eE][+-]?[0-9]+)?|Inf|NaN))");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\\\\\"]|\\\\\\\\|\\\\\"|\\\\n)*)\"(,|$)");

    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> helped = new HashSet<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Set<Object> series = new HashSet<>();
    private String family;

    /** @throws AssertionError naming the first line that is wrong */
    static Exposition of(String text) {
        var exposition = new Exposition();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        text.lines().forEach(exposition::line);
        return exposition;
    }

    List<Sample> samples(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** Of the one series that has this label. */
    double value(String name, String label, String value) {
        List<Double> values = samples(name).stream()
                .filter(sample -> value.equals(sample.labels().get(label)))
                .map(Sample::value)
                .toList();
        if (values.size() != 1) {
            throw new AssertionError(values.size() + " series of " + name + " with " + label + " " + value);
        }
        return values.getFirst();
    }

    Map<String, String> types() {
        return types;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            must(helped.add(help.group(1)) && !types.containsKey(help.group(1)), line);
        } else if (type.matches()) {
            family = type.group(1);
            must(types.put(family, type.group(2)) == null && helped.contains(family), line);
            must(type.group(2).equals("counter") == family.endsWith("_total"), line);
        } else {
            must(sample.matches() && isOfFamily(sample.group(1)), line);
            add(new Sample(sample.group(1), labels(sample.group(2), line), number(sample.group(3))), line);
        }
    }

    private boolean isOfFamily(String name) {
        return switch (types.getOrDefault(family, "")) {
            case "histogram" -> name.matches(Pattern.quote(family) + "_(bucket|sum|count)");
            case "summary" -> name.matches(Pattern.quote(family) + "(_sum|_count)?");
            default -> name.equals(family);
        };
    }

    private void add(Sample sample, String line) {
        must(series.add(List.of(sample.name(), sample.labels())), line);
        must(!types.get(family).equals("counter") || sample.value() >= 0, line);
        samples.add(sample);
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new LinkedHashMap<>();
        int at = 0;
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (text != null && at < text.length()) {
            must(label.region(at, text.length()).lookingAt(), line);
            must(labels.put(label.group(1), unescaped(label.group(2))) == null, line);
            at = label.end();
        }
        return labels;
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(.)")
                .matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private static void must(boolean so, String line) {
        if (!so) {
            throw new AssertionError("not an exposition: " + line);
        }
    }
}
