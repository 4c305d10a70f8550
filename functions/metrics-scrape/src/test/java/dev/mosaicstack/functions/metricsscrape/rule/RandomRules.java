package dev.mosaicstack.functions.metricsscrape.rule;

import dev.mosaicstack.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files of rules of all kinds about what {@link Recorded} has. */
final class RandomRules {

    private static final List<String> MATCHERS = List.of(
            "job=\"a\"",
            "job!=\"a\"",
            "instance=~\"1|3\"",
            "state!~\"x.*\"",
            "state=\"y\"",
            "state=\"\"",
            "other=\"\"",
            "other=\"none\"");
    private static final List<String> REDUCERS = List.of("last", "avg", "min", "max", "rate", "increase");
    private static final List<String> COMPARISONS =
            List.of("above", "below", "at-least", "at-most", "equals", "not-equals");
    private static final List<String> FORMATS =
            List.of("", " | humanize", " | humanizeDuration", "|humanizePercentage");

    private final Random random;

    RandomRules(Random random) {
        this.random = random;
    }

    String file(int count) {
        var text = new StringBuilder("rules:\n");
        for (int i = 0; i < count; i++) {
            text.append("  - name: Rule").append(i).append('\n');
            rule().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private List<String> rule() {
        List<String> lines = new ArrayList<>();
        if (random.nextInt(8) == 0) {
            lines.add("absent: " + selector(any("load", "capacity", "seen", "nothing")));
        } else if (random.nextInt(6) == 0) {
            lines.add("select: " + selector("seen"));
            lines.add("time: " + any("until", "since"));
            lines.add(any(COMPARISONS) + ": " + any("0", "-30", "1m", "10m", "400.5"));
            lines.add("summary: '{{ $value | humanizeTimestamp }} {{ $value }}'");
        } else {
            compared(lines);
        }
        lines.add("for: " + any("0", "30s", "2m", "7m30s"));
        lines.add("severity: " + any("info", "warning", "error", "critical"));
        switch (random.nextInt(6)) {
            case 0 -> lines.add("labels: {team: \"a'b\", job: all}");
            case 1 -> lines.add("labels: {state: '', zone: \"ü\\n\"}");
            case 2 -> lines.add("runbook: https://docs.example.com/it");
            default -> {}
        }
        return lines;
    }

    private void compared(List<String> lines) {
        String reducer = any(REDUCERS);
        boolean exact = reducer.equals("last") || reducer.equals("min") || reducer.equals("max");
        lines.add("reduce: " + reducer);
        if (!reducer.equals("last")) {
            lines.add("over: " + any("45s", "1m", "2m30s", "5m", "12m"));
        }
        boolean summed = random.nextInt(3) == 0;
        if (summed) {
            lines.add(any("sum-by: [job, instance]", "sum-by: []", "sum-by: [state, none]", "sum-without: [state]"));
        }
        if (random.nextInt(3) == 0) {
            boolean unlike = summed && random.nextBoolean();
            lines.add("select: " + selector(unlike ? "load" : "failed_total"));
            lines.add("divide-by: " + selector(unlike ? "capacity" : "jobs_total"));
        } else {
            lines.add("select: " + selector(any("load", "jobs_total", "capacity", "failed_total")));
        }
        lines.add(any(COMPARISONS) + ": " + any("0", "0.25", "1", "5", "-2.75", "12", "1e-3", "80"));
        // What is summed up in another order may differ in its last digit, and so in what it is rounded to.
        String value = exact || !summed ? "{{ $value" + any(FORMATS) + " }}" : "";
        lines.add("summary: " + Json.write("{{$labels.job}}'s {{ $labels.state }}: " + value + " \"now\""));
    }

    private String selector(String name) {
        List<String> matchers = new ArrayList<>();
        int count = Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < count; i++) {
            matchers.add(any(MATCHERS));
        }
        return Json.write(matchers.isEmpty() ? name : name + "{" + String.join(",", matchers) + "}");
    }

    private String any(String... of) {
        return any(List.of(of));
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
