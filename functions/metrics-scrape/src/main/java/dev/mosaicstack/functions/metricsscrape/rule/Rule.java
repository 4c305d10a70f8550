package dev.mosaicstack.functions.metricsscrape.rule;

import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.functions.metricsscrape.rule.words.Summary;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with the stack, and how bad that is.
 *
 * @param name of its alerts, there is no other of it
 * @param holdFor how long it has to be found before it fires
 * @param labels of its alerts, beside those of the series; they win. An empty one takes the label of the series away
 * @param runbook where it is written what to do; null where that is nowhere
 */
public record Rule(
        String name,
        Condition condition,
        Duration holdFor,
        Severity severity,
        Map<String, String> labels,
        Summary summary,
        String runbook) {

    public Rule {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** What of the history it looks at. */
    public List<Selector> selectors() {
        return condition.selectors();
    }

    /** How far back it looks. */
    public Duration reach() {
        return condition.reach();
    }
}
