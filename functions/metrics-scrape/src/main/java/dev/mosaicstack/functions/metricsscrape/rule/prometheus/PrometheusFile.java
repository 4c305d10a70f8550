package dev.mosaicstack.functions.metricsscrape.rule.prometheus;

import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.metricsscrape.rule.Rule;
import dev.mosaicstack.functions.metricsscrape.rule.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rules as a file that Prometheus loads, to judge the same. */
public final class PrometheusFile {

    private PrometheusFile() {}

    /** YAML, in one group; without any rule it is a file without groups. */
    public static String of(List<Rule> rules) {
        if (rules.isEmpty()) {
            return "groups: []\n";
        }
        var text = new StringBuilder("groups:\n  - name: mosaic\n    rules:\n");
        rules.forEach(rule -> rule(rule, text));
        return text.toString();
    }

    private static void rule(Rule rule, StringBuilder text) {
        text.append("      - alert: \"").append(rule.name()).append("\"\n");
        field(text, 8, "expr", Promql.of(rule.condition()));
        if (!rule.holdFor().isZero()) {
            text.append("        for: ").append(Span.text(rule.holdFor())).append('\n');
        }
        Map<String, String> labels = new TreeMap<>(rule.labels());
        labels.put("severity", rule.severity().text());
        text.append("        labels:\n");
        labels.forEach((name, value) -> field(text, 10, name, value));
        text.append("        annotations:\n");
        field(text, 10, "summary", rule.summary().template());
        if (rule.runbook() != null) {
            field(text, 10, "runbook_url", rule.runbook());
        }
    }

    private static void field(StringBuilder text, int indent, String name, String value) {
        text.append(" ".repeat(indent))
                .append(name)
                .append(": ")
                .append(quoted(value))
                .append('\n');
    }

    /** In single quotes, where a quote is the only one to be written twice; what is not printable as JSON, which is YAML too. */
    private static String quoted(String value) {
        boolean printable = value.chars().allMatch(c -> c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0xd800);
        return printable && !value.contains("\u0085") && !value.contains("\u2028") && !value.contains("\u2029")
                ? "'" + value.replace("'", "''") + "'"
                : Json.write(value);
    }
}
