package dev.mosaicstack.functions.metricsscrape.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.functions.metricsscrape.history.Found;
import dev.mosaicstack.functions.metricsscrape.rule.file.RuleFile;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Judge;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Judgement;
import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be seen in promtool's answers; that they are the same is {@link AsPrometheusTest}'s. */
class JudgeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private final Map<Series, Samples> recorded = new LinkedHashMap<>();

    private void now(Series series, double value) {
        recorded.computeIfAbsent(series, key -> new Samples()).add(NOW.toEpochMilli(), value);
    }

    private List<Found> select(Selector selector) {
        if (selector.name().equals("away")) {
            throw new IllegalStateException("the database is away");
        }
        List<Found> found = new ArrayList<>();
        recorded.forEach((series, samples) -> {
            if (selector.matches(series)) {
                found.add(new Found(series, samples));
            }
        });
        return found;
    }

    private List<Judgement> judge(String rules) {
        RuleFile file = RuleFile.parse("rules.yaml", rules.getBytes(StandardCharsets.UTF_8));
        assertThat(file.problems()).isEmpty();
        return Judge.judge(file.rules(), NOW, this::select);
    }

    private List<Finding> findings(String rule) {
        return ((Judgement.Findings) judge("rules: [" + rule + "]").getFirst()).findings();
    }

    @Test
    void aFindingHasAllThatAnAlertSays() {
        now(Series.of("up", "job", "gitea", "instance", "gitea:3000", "zone", "b"), 0);

        assertThat(findings("""
                        {name: Down, select: up, equals: 0, for: 1m, severity: error, labels: {team: ops, zone: a},
                         summary: '{{ $labels.job }} in {{ $labels.zone }}: {{ $value }}', runbook: https://docs.example.com/}
                        """))
                .containsExactly(new Finding(
                        "Down",
                        Map.of("job", "gitea", "instance", "gitea:3000", "team", "ops", "zone", "a"),
                        Duration.ofMinutes(1),
                        "error",
                        "gitea in b: 0",
                        "https://docs.example.com/",
                        0));
    }

    @Test
    void whatAbsentSaysIsWhatItsSelectorFixes() {
        now(Series.of("up", "job", "gitea"), 1);

        assertThat(findings("{name: Gone, absent: 'up{job=\"gitea\"}'}")).isEmpty();
        assertThat(findings("{name: Gone, absent: 'up{job=\"db\",zone!=\"a\",x=\"1\",x=\"2\"}'}"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.labels()).isEqualTo(Map.of("job", "db")))
                .satisfies(finding -> assertThat(finding.value()).isEqualTo(1));
    }

    @Test
    void aRuleThatFailsIsNothingToTheOthers() {
        now(Series.of("up", "job", "a"), 0);
        now(Series.of("up", "job", "b"), 0);

        List<Judgement> judged = judge("""
                rules:
                  - {name: Same, select: up, equals: 0, labels: {job: all}}
                  - {name: Away, select: away, equals: 0}
                  - {name: Good, select: up, equals: 0}
                """);

        assertThat(judged.get(0)).isInstanceOfSatisfying(Judgement.Failed.class, failed -> assertThat(failed.why())
                .endsWith("have the same labels: {job=all}"));
        assertThat(judged.get(1)).isInstanceOfSatisfying(Judgement.Failed.class, failed -> assertThat(failed.why())
                .isEqualTo("the database is away"));
        assertThat(judged.get(2)).isInstanceOfSatisfying(Judgement.Findings.class, found -> assertThat(found.findings())
                .hasSize(2));
    }

    @Test
    void nothingIsDividedByZero() {
        now(Series.of("used", "job", "a"), 5);
        now(Series.of("most", "job", "a"), 0);
        now(Series.of("used", "job", "b"), 5);
        now(Series.of("most", "job", "b"), 5);

        assertThat(findings("{name: High, select: used, divide-by: most, above: 0.9}"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.labels()).isEqualTo(Map.of("job", "b")));
    }

    @Test
    void aHundredRulesOverTwentySeriesEachTakeTwentyMilliseconds() {
        var text = new StringBuilder("rules:\n");
        for (int rule = 0; rule < 100; rule++) {
            text.append("  - {name: R%d, select: m%d, reduce: rate, over: 5m, sum-by: [job, instance], above: 1e9}\n"
                    .formatted(rule, rule));
        }
        Map<Selector, List<Found>> history = new LinkedHashMap<>();
        for (int rule = 0; rule < 100; rule++) {
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                var samples = new Samples();
                for (int step = 240; step >= 0; step--) {
                    samples.add(NOW.minusSeconds(15L * step).toEpochMilli(), 1000 - step);
                }
                found.add(new Found(Series.of("m" + rule, "job", "a", "instance", "" + i), samples));
            }
            history.put(Selector.parse("m" + rule), found);
        }
        List<Rule> rules = RuleFile.parse("rules.yaml", text.toString().getBytes(StandardCharsets.UTF_8))
                .rules();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            long began = System.nanoTime();
            assertThat(Judge.judge(rules, NOW, history::get)).hasSize(100);
            best = Math.min(best, System.nanoTime() - began);
        }

        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(20));
    }
}
