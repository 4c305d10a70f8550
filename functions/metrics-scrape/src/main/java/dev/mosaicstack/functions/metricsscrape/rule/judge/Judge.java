package dev.mosaicstack.functions.metricsscrape.rule.judge;

import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.functions.metricsscrape.history.Found;
import dev.mosaicstack.functions.metricsscrape.rule.Condition;
import dev.mosaicstack.functions.metricsscrape.rule.Rule;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Vector.Element;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Says what rules find at one moment: what Prometheus 2.42 finds with the rules that
 * {@code ./mosaic rules --prometheus} makes of them.
 */
public final class Judge {

    /** Those that say which alert it is, and no more what it is about. */
    private static final List<String> OURS = List.of("alertname", "severity");

    private final Vectors vectors;

    private Judge(Instant at, Function<Selector, List<Found>> history) {
        this.vectors = new Vectors(at.toEpochMilli(), history);
    }

    /**
     * One judgement for each, in their order. What one of them does is nothing to the others.
     *
     * @param history gives the series of a selector, at least as far back as the rules reach
     */
    public static List<Judgement> judge(List<Rule> rules, Instant at, Function<Selector, List<Found>> history) {
        var judge = new Judge(at, history);
        return rules.stream().map(judge::judge).toList();
    }

    private Judgement judge(Rule rule) {
        try {
            return findings(rule);
        } catch (RuntimeException e) {
            // Of the history, which may be in a database that is away.
            return new Judgement.Failed(rule, String.valueOf(e.getMessage()));
        }
    }

    private Judgement findings(Rule rule) {
        Vector vector =
                switch (rule.condition()) {
                    case Condition.Absent absent -> vectors.absent(absent.selector());
                    case Condition.Compared compared -> vectors.compared(compared);
                };
        List<Finding> findings = new ArrayList<>();
        Set<Map<String, String>> seen = new HashSet<>();
        for (Element element : vector.elements()) {
            Finding finding = finding(rule, element);
            if (!seen.add(finding.labels())) {
                return new Judgement.Failed(
                        rule,
                        "with the labels of the rule, two of the series it finds have the same labels: "
                                + finding.labels());
            }
            findings.add(finding);
        }
        return new Judgement.Findings(rule, findings);
    }

    private static Finding finding(Rule rule, Element element) {
        Map<String, String> labels = new TreeMap<>(element.series().labels());
        labels.putAll(rule.labels());
        labels.values().removeIf(String::isEmpty);
        OURS.forEach(labels::remove);
        return new Finding(
                rule.name(),
                labels,
                rule.holdFor(),
                rule.severity().text(),
                rule.summary().text(element.series(), element.value()),
                rule.runbook(),
                element.value());
    }
}
