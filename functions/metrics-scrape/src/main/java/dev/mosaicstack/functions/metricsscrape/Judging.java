package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.core.alert.JudgeAlerts;
import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.plan.Alertmanagers;
import dev.mosaicstack.functions.metricsscrape.rule.Rule;
import dev.mosaicstack.functions.metricsscrape.rule.Rules;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Judge;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Judgement;
import dev.mosaicstack.functions.metricsscrape.scrape.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Judges all rules once a round is in the history, and makes alerts of what they find. */
public final class Judging implements Rounds.AfterRound {

    private static final Logger LOG = Logger.getLogger(Judging.class);

    private final Rules rules;
    private final History history;
    private final JudgeAlerts alerts;
    private final Alertmanagers alertmanagers;
    private List<Alert> current = List.of();
    private volatile Last last = new Last(Duration.ZERO, Duration.ZERO, new TreeMap<>());

    /**
     * The last time.
     *
     * @param rules how long the rules took; @param alerts how long making alerts of it took
     * @param failed rules that said nothing, by name, and why
     */
    public record Last(Duration rules, Duration alerts, SortedMap<String, String> failed) {}

    public Judging(Rules rules, History history, JudgeAlerts alerts, Alertmanagers alertmanagers) {
        this.rules = rules;
        this.history = history;
        this.alerts = alerts;
        this.alertmanagers = alertmanagers;
    }

    @Override
    public void judge(Instant at) {
        long began = System.nanoTime();
        List<Judgement> judgements = history.look(select -> Judge.judge(rules.all(), at, select));
        long judged = System.nanoTime();
        Map<String, List<Finding>> findings = new HashMap<>();
        SortedMap<String, String> failed = new TreeMap<>();
        for (Judgement judgement : judgements) {
            switch (judgement) {
                case Judgement.Findings found -> findings.put(found.rule().name(), found.findings());
                case Judgement.Failed none -> failed.put(none.rule().name(), none.why());
            }
        }
        try {
            failed.putAll(move(at, findings));
        } finally {
            tell(failed);
            last = new Last(Duration.ofNanos(judged - began), Duration.ofNanos(System.nanoTime() - judged), failed);
        }
    }

    private Map<String, String> move(Instant at, Map<String, List<Finding>> findings) {
        try {
            Map<String, String> refused = alerts.judge(at, findings, names()).refused();
            if (!alertmanagers.all().isEmpty()) {
                current = alerts.current(at);
            }
            return refused;
        } finally {
            // Also where the database is away: who is not told again takes an alert for over.
            alertmanagers.send(at, current);
        }
    }

    private Set<String> names() {
        return rules.all().stream().map(Rule::name).collect(Collectors.toSet());
    }

    /** Each reason once. */
    private void tell(Map<String, String> failed) {
        failed.forEach((rule, why) -> {
            if (!why.equals(last.failed().get(rule))) {
                LOG.warnf("rule %s cannot be judged: %s", rule, why);
            }
        });
    }

    public Rules rules() {
        return rules;
    }

    public Last last() {
        return last;
    }
}
