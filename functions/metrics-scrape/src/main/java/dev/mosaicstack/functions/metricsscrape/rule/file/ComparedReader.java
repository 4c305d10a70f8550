package dev.mosaicstack.functions.metricsscrape.rule.file;

import dev.mosaicstack.functions.metricsscrape.rule.Comparison;
import dev.mosaicstack.functions.metricsscrape.rule.Condition;
import dev.mosaicstack.functions.metricsscrape.rule.Condition.Relative;
import dev.mosaicstack.functions.metricsscrape.rule.Reduction;
import dev.mosaicstack.functions.metricsscrape.rule.Reduction.Sum;
import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a rule compares, and with what. */
final class ComparedReader {

    private static final List<String> COMPARISONS =
            Arrays.stream(Comparison.values()).map(Comparison::key).toList();

    static final List<String> KEYS = Stream.concat(
                    Stream.of("select", "reduce", "over", "sum-by", "sum-without", "divide-by", "time"),
                    COMPARISONS.stream())
            .toList();

    private static final Duration SHORTEST_OVER = Duration.ofSeconds(1);
    private static final Duration LONGEST_OVER = Duration.ofHours(6);

    private final Fields fields;

    ComparedReader(Fields fields) {
        this.fields = fields;
    }

    /** @return nothing where a part is missing; there may be problems with what it gives */
    Optional<Condition.Compared> read() {
        if (!fields.has("select")) {
            fields.wrong("select", "is missing (or absent): which series is this about?");
        }
        Selector select = fields.read("select", RuleReader::selector);
        Reduction reduction = reduction();
        Selector divideBy = fields.read("divide-by", RuleReader::selector);
        Relative relative = Objects.requireNonNullElse(fields.read("time", ComparedReader::relative), Relative.NONE);
        if (relative != Relative.NONE && divideBy != null) {
            fields.wrong("time", "cannot be of what is divided");
        }
        Optional<Comparison> comparison = comparison();
        Double limit = comparison.map(found -> fields.number(found.key())).orElse(null);
        return select == null || limit == null
                ? Optional.empty()
                : Optional.of(new Condition.Compared(select, reduction, divideBy, relative, comparison.get(), limit));
    }

    private Reduction reduction() {
        Reducer named = fields.read("reduce", ComparedReader::reducer);
        Reducer reducer = Objects.requireNonNullElse(named, Reducer.LAST);
        Duration over = fields.duration("over");
        if (fields.has("reduce") && named == null) {
            // Said already; whether it goes with a window is not known.
            return new Reduction(reducer, Duration.ZERO, sum());
        }
        if (reducer == Reducer.LAST && over != null) {
            fields.wrong("over", "goes with reduce: avg, min, max, rate or increase; last is the newest value");
        } else if (reducer != Reducer.LAST && !fields.has("over")) {
            fields.wrong("over", "is missing: how long is the window of " + reducer.text() + "?");
        } else if (over != null && (over.compareTo(SHORTEST_OVER) < 0 || over.compareTo(LONGEST_OVER) > 0)) {
            fields.wrong("over", "is not between 1s and 6h");
        }
        return new Reduction(reducer, reducer == Reducer.LAST || over == null ? Duration.ZERO : over, sum());
    }

    private Sum sum() {
        List<String> by = labels("sum-by");
        List<String> without = labels("sum-without");
        if (fields.has("sum-by") && fields.has("sum-without")) {
            fields.wrong("sum-without", "and sum-by cannot both be: which series are added up?");
        }
        if (by != null) {
            return new Sum.By(by);
        }
        return without == null ? new Sum.None() : new Sum.Without(without);
    }

    private List<String> labels(String key) {
        List<String> labels = fields.texts(key);
        if (labels != null) {
            for (String label : labels) {
                try {
                    RuleReader.label(label);
                } catch (IllegalArgumentException e) {
                    fields.wrong(key, e.getMessage());
                }
            }
        }
        return labels;
    }

    private Optional<Comparison> comparison() {
        List<Comparison> found = Arrays.stream(Comparison.values())
                .filter(comparison -> fields.has(comparison.key()))
                .toList();
        if (found.isEmpty() && fields.has("select")) {
            fields.wrong(
                    "select", "is compared with nothing: one of " + String.join(", ", COMPARISONS) + " is missing");
        }
        for (Comparison second : found.stream().skip(1).toList()) {
            fields.wrong(
                    second.key(),
                    "is one too many: there is " + found.getFirst().key());
        }
        return found.stream().findFirst();
    }

    private static Reducer reducer(String text) {
        return Reducer.of(text)
                .orElseThrow(() -> new IllegalArgumentException("is \"" + text + "\": "
                        + Nearest.hint(
                                Arrays.stream(Reducer.values())
                                        .map(Reducer::text)
                                        .toList(),
                                text)));
    }

    private static Relative relative(String text) {
        return switch (text) {
            case "until" -> Relative.UNTIL;
            case "since" -> Relative.SINCE;
            default -> throw new IllegalArgumentException("is \"" + text + "\": there is until, since");
        };
    }
}
