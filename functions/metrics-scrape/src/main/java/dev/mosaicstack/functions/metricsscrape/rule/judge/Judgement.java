package dev.mosaicstack.functions.metricsscrape.rule.judge;

import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.functions.metricsscrape.rule.Rule;
import java.util.List;

/** What one rule says at one moment. */
public sealed interface Judgement {

    Rule rule();

    /** What is wrong now; nothing where all is well. No two have the same labels. */
    record Findings(Rule rule, List<Finding> findings) implements Judgement {
        public Findings {
            findings = List.copyOf(findings);
        }
    }

    /** It says nothing: its alerts have to stay as they are. */
    record Failed(Rule rule, String why) implements Judgement {}
}
