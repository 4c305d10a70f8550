package dev.mosaicstack.functions.metricsscrape.rule.file;

import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.functions.metricsscrape.rule.Condition;
import dev.mosaicstack.functions.metricsscrape.rule.Rule;
import dev.mosaicstack.functions.metricsscrape.rule.words.Summary;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one rule; what is wrong with it is among the problems of its fields. */
final class RuleReader {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_:]{0,99}");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");
    private static final List<String> OWN =
            List.of("name", "absent", "for", "severity", "labels", "summary", "runbook");
    private static final List<String> KEYS =
            Stream.concat(OWN.stream(), ComparedReader.KEYS.stream()).toList();
    private static final Duration LONGEST_FOR = Duration.ofDays(7);
    private static final int MOST_LABELS = 20;
    private static final int LONGEST_TEXT = 1000;

    private final Fields fields;
    private final String name;

    RuleReader(Fields fields) {
        this.fields = fields;
        fields.mustBeOf(KEYS);
        this.name = fields.read("name", RuleReader::name);
        if (!fields.has("name")) {
            fields.wrong("name", "is missing");
        }
    }

    /** Null where there is none. */
    String name() {
        return name;
    }

    /** @return nothing where something is wrong, though there may be more problems with what it gives */
    Optional<Rule> read() {
        Optional<? extends Condition> condition = fields.has("absent") ? absent() : new ComparedReader(fields).read();
        Duration holdFor = Objects.requireNonNullElse(fields.duration("for"), Duration.ZERO);
        if (holdFor.compareTo(LONGEST_FOR) > 0) {
            fields.wrong("for", "is more than 7d");
        }
        Severity severity = fields.read("severity", RuleReader::severity);
        Map<String, String> labels = labels();
        Summary summary = fields.read("summary", RuleReader::summary);
        String runbook = fields.read("runbook", RuleReader::runbook);
        if (name == null || condition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                name,
                condition.get(),
                holdFor,
                severity == null ? Severity.WARNING : severity,
                labels,
                summary == null ? plain(condition.get()) : summary,
                runbook));
    }

    private Optional<Condition> absent() {
        for (String key : ComparedReader.KEYS) {
            if (fields.has(key)) {
                fields.wrong(key, "goes with select; this rule has absent, which fires while there is no series");
            }
        }
        return Optional.ofNullable(fields.read("absent", RuleReader::selector)).map(Condition.Absent::new);
    }

    static Selector selector(String text) {
        try {
            return Selector.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
    }

    static String label(String text) {
        if (!LABEL.matcher(text).matches() || text.startsWith("__")) {
            throw new IllegalArgumentException("has \"" + text + "\", which is no name of a label");
        }
        return text;
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "is \"" + text + "\": a name is of letters, digits, _ and :, begins with a letter, 100 at most");
        }
        return text;
    }

    private static Severity severity(String text) {
        return Severity.of(text).filter(found -> found.text().equals(text)).orElseThrow(() -> {
            List<String> known =
                    Arrays.stream(Severity.values()).map(Severity::text).toList();
            return new IllegalArgumentException("is \"" + text + "\": " + Nearest.hint(known, text));
        });
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        Fields inner = fields.fields("labels");
        if (inner == null) {
            return labels;
        }
        if (inner.names().size() > MOST_LABELS) {
            fields.wrong("labels", "has more than " + MOST_LABELS);
        }
        for (String label : inner.names()) {
            String value = inner.read(label, text -> labelValue(label, text));
            if (value != null) {
                labels.put(label, value);
            }
        }
        return labels;
    }

    private static String labelValue(String label, String text) {
        if (!LABEL.matcher(label).matches() || label.startsWith("__")) {
            throw new IllegalArgumentException("is no name of a label");
        }
        if (label.equals("alertname") || label.equals("severity")) {
            throw new IllegalArgumentException("is the rule's own " + (label.equals("severity") ? label : "name"));
        }
        if (text.contains("{{")) {
            throw new IllegalArgumentException("has {{: the labels of a rule are fixed, only its summary has values");
        }
        return shortEnough(text);
    }

    private static Summary summary(String text) {
        return Summary.parse(shortEnough(text));
    }

    private static String shortEnough(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("is longer than " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private static String runbook(String text) {
        try {
            var uri = new URI(shortEnough(text));
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Said below, like one of another scheme.
        }
        throw new IllegalArgumentException("is \"" + text + "\", which is no link (https://...)");
    }

    /** Better than nothing. */
    private Summary plain(Condition condition) {
        return Summary.parse(
                switch (condition) {
                    case Condition.Absent absent -> name + ": no series matches";
                    case Condition.Compared compared -> name + ": {{ $value }}";
                });
    }
}
