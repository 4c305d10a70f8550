package dev.mosaicstack.functions.metricsscrape.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.functions.metricsscrape.rule.Condition.Relative;
import dev.mosaicstack.functions.metricsscrape.rule.Reduction.Sum;
import dev.mosaicstack.functions.metricsscrape.rule.file.Problem;
import dev.mosaicstack.functions.metricsscrape.rule.file.RuleFile;
import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of rules may say, and what is told of one that says something else. */
class RuleFileTest {

    private static RuleFile parse(String text) {
        return RuleFile.parse("rules.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String text) {
        return parse(text).problems().stream().map(Problem::toString).toList();
    }

    /** A good rule with another line, which is the fifth. */
    private static List<String> problemsWith(String line) {
        return problems("""
                rules:
                  - name: Good
                    select: up
                    equals: 0
                    %s
                """.formatted(line));
    }

    @Test
    void aFileOfPrometheusIsToldWhatOursLookLike() {
        assertThat(problems("""
                groups:
                  - name: mine
                    rules:
                      - alert: Down
                        expr: up == 0
                """))
                .singleElement()
                .asString()
                .endsWith(":2: groups is how Prometheus has its rules; here it is \"rules:\""
                        + " and a list of rules with name, select and a comparison each: ./mosaic rules shows some");
    }

    @Test
    void allThatARuleCanSayIsRead() {
        RuleFile file = parse("""
                rules:
                  - name: DatabaseConnectionsHigh
                    select: pg_stat_activity_count{job="db"}
                    reduce: avg
                    over: 1h30m
                    sum-by: [job, instance]
                    divide-by: pg_settings_max_connections
                    above: 0.9
                    for: 5m
                    severity: critical
                    labels: {team: ops}
                    summary: "{{ $labels.job }} uses {{ $value | humanizePercentage }}"
                    runbook: https://docs.example.com/db
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("DatabaseConnectionsHigh");
            assertThat(rule.condition())
                    .isEqualTo(new Condition.Compared(
                            Selector.parse("pg_stat_activity_count{job=\"db\"}"),
                            new Reduction(Reducer.AVG, Duration.ofMinutes(90), new Sum.By(List.of("job", "instance"))),
                            Selector.parse("pg_settings_max_connections"),
                            Relative.NONE,
                            Comparison.ABOVE,
                            0.9));
            assertThat(rule.holdFor()).isEqualTo(Duration.ofMinutes(5));
            assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(rule.labels()).isEqualTo(Map.of("team", "ops"));
            assertThat(rule.summary().template()).isEqualTo("{{ $labels.job }} uses {{ $value | humanizePercentage }}");
            assertThat(rule.runbook()).isEqualTo("https://docs.example.com/db");
        });
    }

    @Test
    void whatARuleLeavesOutHasADefault() {
        RuleFile file =
                parse("rules: [{name: Gone, absent: 'up{job=\"gitea\"}'}, {name: Down, select: up, equals: 0}]");

        assertThat(file.problems()).isEmpty();
        assertThat(file.rules().getFirst().condition())
                .isEqualTo(new Condition.Absent(Selector.parse("up{job=\"gitea\"}")));
        assertThat(file.rules().getLast()).satisfies(rule -> {
            assertThat(rule.condition())
                    .isEqualTo(new Condition.Compared(
                            Selector.parse("up"),
                            new Reduction(Reducer.LAST, Duration.ZERO, new Sum.None()),
                            null,
                            Relative.NONE,
                            Comparison.EQUALS,
                            0));
            assertThat(rule.holdFor()).isZero();
            assertThat(rule.severity()).isEqualTo(Severity.WARNING);
            assertThat(rule.labels()).isEmpty();
            assertThat(rule.summary().template()).isEqualTo("Down: {{ $value }}");
            assertThat(rule.runbook()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "-0.5, -0.5", "1e6, 1000000", ".5, 0.5", "14d, 1209600", "1m30s, 90", "0, 0", "500ms, 0.5"})
    void aLimitIsANumberOrADuration(String text, double limit) {
        RuleFile file = parse("rules: [{name: A, select: up, below: " + text + "}]");

        assertThat(file.problems()).isEmpty();
        assertThat(((Condition.Compared) file.rules().getFirst().condition()).limit())
                .isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "rules: []", "without-shipped: [ServiceDown]"})
    void aFileWithoutRulesIsOne(String text) {
        assertThat(problems(text)).isEmpty();
        assertThat(parse(text).rules()).isEmpty();
    }

    @Test
    void everyProblemIsToldWithItsLine() {
        assertThat(problems("""
                        rules:
                          - name: First
                            select: up{job="a}
                            equals: 0
                            severty: warning
                          - name: Second
                            select: up
                            reduce: median
                            over: 5m
                            above: much
                          - name: First
                            absent: up
                            for: soon
                        """))
                .containsExactly(
                        "rules.yaml:3: select cannot be read: a selector has a \" there (character 11 of up{job=\"a})",
                        "rules.yaml:5: severty means nothing here: did you mean severity?",
                        "rules.yaml:8: reduce is \"median\": there is last, avg, min, max, rate, increase",
                        "rules.yaml:10: above is no number and no duration (14d) but \"much\"",
                        "rules.yaml:11: name is First, as in line 2: alerts of the two would be the same",
                        "rules.yaml:13: for is \"soon\", which is no duration as 30s, 5m, 1h30m or 14d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    reduce: averge ~ reduce is "averge": there is last, avg, min, max, rate, increase
                    reduce: rat ~ reduce is "rat": did you mean rate?
                    reduce: 5 ~ reduce is no text but the number 5 (text is written in quotes)
                    over: 5m ~ over goes with reduce: avg, min, max, rate or increase; last is the newest value
                    above: 1 ~ equals is one too many: there is above
                    absent: up ~ select goes with select; this rule has absent, which fires while there is no series
                    sum-by: job ~ sum-by is no list as [job, instance] but text
                    sum-by: [a-b] ~ sum-by has "a-b", which is no name of a label
                    sum-by: [1] ~ an item of sum-by is no text but the number 1 (text is written in quotes)
                    divide-by: [up] ~ divide-by is no text but a list
                    time: ago ~ time is "ago": there is until, since
                    for: 8d ~ for is more than 7d
                    for: -5m ~ for is "-5m", which is no duration as 30s, 5m, 1h30m or 14d
                    severity: fatal ~ severity is "fatal": there is info, warning, error, critical
                    severity: Warning ~ severity is "Warning": did you mean warning?
                    labels: ops ~ labels is no mapping as {team: ops} but text
                    labels: {team: 1} ~ team is no text but the number 1 (text is written in quotes)
                    labels: {a-b: c} ~ a-b is no name of a label
                    labels: {severity: info} ~ severity is the rule's own severity
                    labels: {alertname: A} ~ alertname is the rule's own name
                    labels: {a: b, a: c} ~ a is there twice
                    labels: {a: "{{ $value }}"} ~ a has {{: the labels of a rule are fixed, only its summary has values
                    summary: "{{ $labls.a }}" ~ summary has {{ $labls.a }}, which is none of {{ $labels.name }}, {{ $value }} or {{ $value | humanize }}
                    summary: "{{ $value | round }}" ~ summary has {{ $value | round }}: there is no round, but humanize, humanizeDuration, humanizePercentage, humanizeTimestamp
                    summary: "{{ $value" ~ summary has {{ without }} behind it
                    summary: ~ summary is no text but nothing
                    runbook: docs/db ~ runbook is "docs/db", which is no link (https://...)
                    runbook: javascript:a ~ runbook is "javascript:a", which is no link (https://...)
                    on: [job] ~ on means nothing here: did you mean for?
                    select: down ~ select is there twice
                    """)
    void whatCannotBeIsRefusedInItsLine(String line, String problem) {
        assertThat(problemsWith(line))
                .anySatisfy(
                        said -> assertThat(said).matches("rules.yaml:[345]: .*").endsWith(": " + problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: A}                            | select is missing (or absent): which series is this about?
                    {select: up, equals: 0}              | name is missing
                    {name: A b, select: up, equals: 0}   | name is "A b": a name is of letters, digits, _ and :, begins with a letter, 100 at most
                    {name: 5, select: up, equals: 0}     | name is no text but the number 5 (text is written in quotes)
                    {name: A, select: up}                | select is compared with nothing: one of above, below, at-least, at-most, equals, not-equals is missing
                    {name: A, select: up, above: "1"}    | above is no number and no duration (14d) but "1"
                    {name: A, select: up, above: true}   | above is no number and no duration (14d) but "true"
                    {name: A, select: up, above: .inf}   | above is no number and no duration (14d) but ".inf"
                    {name: A, select: up, above: 1e400}  | above is beyond all numbers
                    {name: A, select: up, above: }       | above is no number and no duration (14d) but nothing
                    {name: A, select: up, above: [1]}    | above is no number but a list
                    {name: A, select: up, reduce: rate, above: 1}            | over is missing: how long is the window of rate?
                    {name: A, select: up, reduce: rate, over: 7h, above: 1}  | over is not between 1s and 6h
                    {name: A, select: up, reduce: rate, over: 0, above: 1}   | over is not between 1s and 6h
                    {name: A, select: 'up{a=~"("}', equals: 1}               | select cannot be read: "(" is no regular expression: missing closing )
                    {name: A, select: up, sum-by: [], sum-without: [], equals: 1} | sum-without and sum-by cannot both be: which series are added up?
                    {name: A, select: up, divide-by: up, time: since, equals: 1}  | time cannot be of what is divided
                    [up]                                 | a rule is a mapping with a name, not a list
                    up                                   | a rule is a mapping with a name, not text
                    """)
    void whatIsNoRuleIsRefused(String rule, String problem) {
        assertThat(problems("rules:\n  - " + rule)).contains("rules.yaml:2: " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    - a           | rules.yaml:1: begins with "rules:" and a list of rules below it, not with a list
                    rules         | rules.yaml:1: begins with "rules:" and a list of rules below it, not with text
                    rules: 5      | rules.yaml:1: rules is no list but the number 5 \\(text is written in quotes\\)
                    rule: []      | rules.yaml:1: rule means nothing here: did you mean rules\\?
                    groups: []    | rules.yaml:1: groups is how Prometheus has its rules; here it is "rules:" and a list .*
                    {rules: [     | rules.yaml:1: is no YAML: .*
                    'a: b: c'     | rules.yaml:1: is no YAML: .*
                    rules: &a []  | rules.yaml:1: has an anchor \\(&\\), which a file of rules cannot have
                    [*a]          | rules.yaml:1: repeats an anchor \\(\\*\\), which a file of rules cannot have
                    """)
    void whatIsNoFileOfRulesIsRefused(String text, String problem) {
        assertThat(problems(text)).hasSize(1).first().asString().matches(problem);
    }

    @Test
    void aSmallFileCannotBecomeALargeOne() {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(problems(bomb.toString()))
                .hasSizeLessThanOrEqualTo(100)
                .contains("rules.yaml:2: repeats an anchor (*), which a file of rules cannot have");
    }

    @Test
    void depthIsRefusedBeforeItIsWalked() {
        assertThat(problems("rules: " + "[".repeat(500_000))).containsExactly("rules.yaml:1: has more than 10 levels");
    }

    @Test
    void moreRulesThanAreJudgedInTimeAreRefused() {
        assertThat(problems("rules:\n" + "  - {name: A, select: up, equals: 0}\n".repeat(501)))
                .containsExactly("rules.yaml:2: rules has 501 rules; 500 is the most");
    }

    @Test
    void whatIsNoUtf8IsRefusedInItsLine() {
        byte[] bytes = "rules:\n# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RuleFile.parse("rules.yaml", bytes).problems())
                .containsExactly(new Problem("rules.yaml", 2, "is no UTF-8"));
    }

    @Test
    void aLargeFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rules.yaml");
        Files.write(file, new byte[RuleFile.MOST_BYTES + 1]);

        assertThat(RuleFile.read(file).problems()).singleElement().hasToString(file + ": is larger than 1 MiB");
    }

    @Test
    void aFileThatIsNotThereIsAProblem(@TempDir Path folder) {
        assertThat(RuleFile.read(folder.resolve("none.yaml")).problems())
                .singleElement()
                .hasToString(folder.resolve("none.yaml") + ": there is no such file");
        assertThat(RuleFile.read(folder).problems()).singleElement().asString().contains("cannot be read");
    }
}
