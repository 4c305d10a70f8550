package dev.mosaicstack.functions.metricsscrape.rule.words;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people read of an alert: words with <code>{{ $labels.name }}</code>, <code>{{ $value }}</code> and
 * <code>{{ $value | humanize }}</code> in them, a part of the templates of Prometheus, which reads it alike.
 */
public record Summary(String template, List<Part> parts) {

    private static final Pattern HOLE = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-zA-Z_][a-zA-Z0-9_]*)");
    private static final Pattern VALUE = Pattern.compile("\\$value(?:\\s*\\|\\s*([a-zA-Z]+))?");
    private static final String MEANT = "{{ $labels.name }}, {{ $value }} or {{ $value | humanize }}";

    /** One after the other they are the words. */
    sealed interface Part {
        String text(Series labels, double value);

        record Words(String words) implements Part {
            @Override
            public String text(Series labels, double value) {
                return words;
            }
        }

        record Label(String name) implements Part {
            @Override
            public String text(Series labels, double value) {
                return labels.label(name);
            }
        }

        record Value(Format format) implements Part {
            @Override
            public String text(Series labels, double value) {
                return format.text(value);
            }
        }
    }

    public Summary {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException where there is something in braces that means nothing here */
    public static Summary parse(String template) {
        List<Part> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(template);
        int from = 0;
        while (hole.find()) {
            parts.add(words(template.substring(from, hole.start())));
            parts.add(part(hole.group(1).strip()));
            from = hole.end();
        }
        parts.add(words(template.substring(from)));
        return new Summary(template, parts);
    }

    private static Part words(String words) {
        if (words.contains("{{")) {
            throw new IllegalArgumentException("has {{ without }} behind it");
        }
        return new Part.Words(words);
    }

    private static Part part(String text) {
        Matcher label = LABEL.matcher(text);
        if (label.matches() && !label.group(1).startsWith("__")) {
            return new Part.Label(label.group(1));
        }
        Matcher value = VALUE.matcher(text);
        if (value.matches()) {
            String format = value.group(1);
            return new Part.Value(Format.of(format == null ? "" : format)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "has {{ " + text + " }}: there is no " + format + ", but " + Format.names())));
        }
        throw new IllegalArgumentException("has {{ " + text + " }}, which is none of " + MEANT);
    }

    /** @param labels those of what was found, without those of the rule, as in Prometheus */
    public String text(Series labels, double value) {
        var text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.text(labels, value));
        }
        return text.toString();
    }
}
