package dev.mosaicstack.functions.metricsscrape.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.core.alert.JudgeAlerts;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.metricsscrape.rule.file.RuleFile;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Judge;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Judgement;
import dev.mosaicstack.functions.metricsscrape.rule.prometheus.PrometheusFile;
import dev.mosaicstack.store.EmptyStore;
import dev.mosaicstack.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same series, the same rules: Prometheus' own promtool has to find that the same alerts fire at the same steps, with
 * the same labels and words.
 */
class AsPrometheusTest {

    private static final int SEEDS = Integer.getInteger("mosaic.promtool.seeds", 10);
    private static final int FIRST = Integer.getInteger("mosaic.promtool.first", 1);
    private static final int RULES = 40;

    @TempDir
    Path folder;

    @Test
    void theSameAlertsFireAtTheSameSteps() throws IOException {
        List<String> command = new ArrayList<>(List.of(promtool(), "test", "rules"));
        int fired = 0;
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            var scene = new Scene(seed, folder);
            Files.writeString(folder.resolve("rules-" + seed + ".yaml"), PrometheusFile.of(scene.rules));
            fired += scene.play();
            Files.writeString(folder.resolve("test-" + seed + ".yaml"), scene.text.toString());
            command.add("test-" + seed + ".yaml");
        }
        assertThat(fired).as("alerts that fire, or it would prove nothing").isGreaterThan(SEEDS * 1000);
        assertRuns(command);
    }

    @Test
    void whatFindsTwoOfTheSameLabelsFailsInBoth() throws IOException {
        String rule = """
                rules:
                  - name: Load
                    select: load
                    at-least: -1000000
                    labels: {job: all, instance: all, state: all}
                """;
        RuleFile file = RuleFile.parse("rules.yaml", rule.getBytes(StandardCharsets.UTF_8));
        var recorded = new Recorded(new Random(1), 15, 10);

        assertThat(Judge.judge(file.rules(), Instant.EPOCH.plusSeconds(60), recorded::select))
                .singleElement()
                .isInstanceOfSatisfying(Judgement.Failed.class, failed -> assertThat(failed.why())
                        .startsWith("with the labels of the rule, two of the series it finds have the same labels"));
        Files.writeString(folder.resolve("rules-1.yaml"), PrometheusFile.of(file.rules()));
        var text = new StringBuilder(Scene.head(1, recorded, 15));
        Scene.expect(text, 60, "Load", List.of());
        Files.writeString(folder.resolve("test.yaml"), text);
        assertThat(Programs.run(folder, folder.resolve("log"), 1, List.of(promtool(), "test", "rules", "test.yaml")))
                .isNotZero();
        assertThat(folder.resolve("log")).content().contains("the same labelset after applying alert labels");
    }

    private void assertRuns(List<String> command) throws IOException {
        Path log = folder.resolve("log");
        int code = Programs.run(folder, log, 5, command);
        String said = Files.readString(log);
        assertThat(code)
                .as(said.length() > 6000 ? said.substring(0, 6000) + "..." : said)
                .isZero();
    }

    static String promtool() {
        return Programs.require("promtool", "apt-get install prometheus").toString();
    }

    /** What one seed makes: series, rules, and what our alerts did, as promtool is told to expect it. */
    private static final class Scene {

        private final Recorded recorded;
        private final int interval;
        private final List<Rule> rules;
        private final StringBuilder text;
        private final Path folder;

        Scene(int seed, Path folder) throws IOException {
            var random = new Random(seed);
            recorded = new Recorded(random, List.of(10, 15, 30, 60).get(random.nextInt(4)), 40);
            interval = random.nextBoolean()
                    ? recorded.interval()
                    : List.of(7, 20, 45).get(random.nextInt(3));
            String yaml = new RandomRules(random).file(RULES);
            RuleFile file = RuleFile.parse("rules-" + seed + ".yaml", yaml.getBytes(StandardCharsets.UTF_8));
            assertThat(file.problems()).isEmpty();
            rules = file.rules().stream().filter(this::neverFails).toList();
            text = new StringBuilder(head(seed, recorded, interval));
            this.folder = Files.createDirectory(folder.resolve("data-" + seed));
        }

        static String head(int seed, Recorded recorded, int interval) {
            var text = new StringBuilder("rule_files: [rules-" + seed + ".yaml]\nevaluation_interval: " + interval
                    + "s\ntests:\n  - interval: " + recorded.interval() + "s\n    input_series:\n");
            recorded.texts().forEach((series, values) -> text.append("      - series: '")
                    .append(series.replace("'", "''"))
                    .append("'\n        values: '")
                    .append(values)
                    .append("'\n"));
            return text.append("    alert_rule_test:\n").toString();
        }

        private List<Instant> times() {
            List<Instant> times = new ArrayList<>();
            for (int second = 0; second < recorded.steps() * recorded.interval(); second += interval) {
                times.add(Instant.EPOCH.plusSeconds(second));
            }
            return times;
        }

        /** One that fails makes the whole of promtool's test fail. */
        private boolean neverFails(Rule rule) {
            return times().stream()
                    .noneMatch(at ->
                            Judge.judge(List.of(rule), at, recorded::select).getFirst() instanceof Judgement.Failed);
        }

        int play() {
            try (EmptyStore database = EmptyStore.sqlite(folder)) {
                var ids = new Ids(Clock.systemUTC());
                var alerts = new JudgeAlerts(database.store(), ids, new Recorder(ids, Clock.systemUTC()));
                Set<String> names = rules.stream().map(Rule::name).collect(Collectors.toSet());
                int fired = 0;
                for (Instant at : times()) {
                    Map<String, List<Finding>> found = new LinkedHashMap<>();
                    for (Judgement judgement : Judge.judge(rules, at, recorded::select)) {
                        found.put(judgement.rule().name(), ((Judgement.Findings) judgement).findings());
                    }
                    alerts.judge(at, found, names);
                    Set<String> firing = firing(database);
                    for (Map.Entry<String, List<Finding>> one : found.entrySet()) {
                        List<Finding> expected = one.getValue().stream()
                                .filter(finding -> firing.remove(finding.fingerprint()))
                                .toList();
                        expect(text, (int) at.getEpochSecond(), one.getKey(), expected);
                        fired += expected.size();
                    }
                    assertThat(firing).as("fires and is not found").isEmpty();
                }
                return fired;
            }
        }

        private static Set<String> firing(EmptyStore database) {
            return new HashSet<>(database.store().read(tx -> tx.alerts().live()).stream()
                    .filter(alert -> alert.state() instanceof Alert.Firing)
                    .map(Alert::fingerprint)
                    .toList());
        }

        static void expect(StringBuilder text, int second, String rule, List<Finding> findings) {
            text.append("      - eval_time: ")
                    .append(second)
                    .append("s\n        alertname: ")
                    .append(rule);
            text.append("\n        exp_alerts:").append(findings.isEmpty() ? " []\n" : "\n");
            for (Finding finding : findings) {
                text.append("          - exp_labels: {severity: ").append(finding.severity());
                finding.labels()
                        .forEach((name, value) ->
                                text.append(", ").append(name).append(": ").append(quoted(value)));
                text.append("}\n            exp_annotations: {summary: ").append(quoted(finding.summary()));
                if (finding.runbook() != null) {
                    text.append(", runbook_url: ").append(quoted(finding.runbook()));
                }
                text.append("}\n");
            }
        }

        private static String quoted(String value) {
            return Json.write(value);
        }
    }
}
