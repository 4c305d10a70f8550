package dev.mosaicstack.functions.metricsscrape.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.functions.metricsscrape.rule.prometheus.PrometheusFile;
import dev.mosaicstack.testkit.Programs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped rules, and a user's file beside them. */
class RulesTest {

    @TempDir
    Path folder;

    private Optional<Path> file(String text) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("rules.yaml"), text));
    }

    @Test
    void theShippedRulesAreGoodAndPrometheusLoadsThem() throws IOException {
        Rules shipped = Rules.of(Optional.empty(), true);
        Path file = Files.writeString(folder.resolve("mosaic.yaml"), PrometheusFile.of(shipped.all()));

        assertThat(shipped.all())
                .extracting(Rule::name)
                .contains("ServiceDown", "PostgresqlConnectionsHigh", "CertificateExpiresSoon", "DiskAlmostFull");
        assertThat(promtool(file)).contains("SUCCESS: " + shipped.all().size() + " rules found");
    }

    @Test
    void everyShippedRuleSaysWhatIsWrongAndWhatToDo() {
        assertThat(Rules.of(Optional.empty(), true).all())
                .allSatisfy(rule -> assertThat(rule.summary().template()).contains("{{ $labels."))
                .allSatisfy(rule -> assertThat(rule.holdFor()).isLessThanOrEqualTo(Duration.ofHours(1)));
    }

    @Test
    void aRuleOfTheFileTakesThePlaceOfAShippedOneOfItsName() throws IOException {
        Rules rules = Rules.of(file("""
                        rules:
                          - {name: ServiceDown, select: up, equals: 0, severity: critical}
                          - {name: Mine, absent: up}
                        """), true);

        assertThat(rules.all())
                .hasSize(Rules.shipped().all().size() + 1)
                .extracting(Rule::name)
                .doesNotHaveDuplicates();
        assertThat(rules.all())
                .filteredOn(rule -> rule.name().equals("ServiceDown"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.severity()).isEqualTo(Severity.CRITICAL));
    }

    @Test
    void aShippedRuleCanBeLeftOut() throws IOException {
        assertThat(Rules.of(file("without-shipped: [ServiceDown]"), true).all())
                .hasSize(Rules.shipped().all().size() - 1)
                .extracting(Rule::name)
                .doesNotContain("ServiceDown");
        assertThatThrownBy(() -> Rules.of(file("rules: []\nwithout-shipped: [SeviceDown]"), true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(folder.resolve("rules.yaml")
                        + ":2: without-shipped has SeviceDown, which is no shipped rule: did you mean ServiceDown?");
    }

    @Test
    void withoutTheShippedOnesThereAreThoseOfTheFile() throws IOException {
        Rules rules = Rules.of(file("rules: [{name: Mine, select: a, reduce: rate, over: 1h, above: 1}]"), false);

        assertThat(rules.all()).extracting(Rule::name).containsExactly("Mine");
        assertThat(rules.reach()).isEqualTo(Duration.ofHours(1));
        assertThat(rules.selectors()).extracting(Object::toString).containsExactly("a");
    }

    @Test
    void aFileWithProblemsIsRefusedWithAllOfThem() {
        assertThatThrownBy(() -> Rules.of(file("rules:\n  - {select: up}\n  - {name: A, absent: 'u p'}"), true))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(wrong -> assertThat(wrong.getMessage().lines()).hasSize(3));
    }

    @Test
    void prometheusLoadsWhateverARuleSays() throws IOException {
        Rules rules = Rules.of(file("""
                        rules:
                          - name: A
                            select: 'a{b="c\\\\d\\"e",f=~"x|y.*"}'
                            below: -1e300
                            labels: {quote: "a'b", line: "a\\nb", wide: "\\u2028ü😀", none: ''}
                            summary: "'{{ $value }}': \\"it\\"\\n# no comment"
                            runbook: https://docs.example.com/?a=b&c='d'#e
                          - {name: B, select: a, sum-by: [], divide-by: b, at-most: 0.0000001}
                          - {name: C, select: a, time: until, sum-without: [job], below: 14d, for: 500ms}
                          - {name: D, absent: 'up{job=""}'}
                        """), false);
        Path file = Files.writeString(folder.resolve("mosaic.yaml"), PrometheusFile.of(rules.all()));

        assertThat(promtool(file)).contains("SUCCESS: 4 rules found");
        assertThat(file)
                .content()
                .contains("expr: 'sum by () (a) / (sum by () (b) != 0) <= 1.0E-7'")
                .contains("expr: 'sum without (job) (a) - time() < 1209600'", "for: 500ms")
                .contains("summary: \"'{{ $value }}': \\\"it\\\"\\n# no comment\"");
    }

    @Test
    void noRulesAreAFileToo() throws IOException {
        Path file = Files.writeString(folder.resolve("mosaic.yaml"), PrometheusFile.of(List.of()));

        assertThat(promtool(file)).contains("SUCCESS: 0 rules found");
    }

    private String promtool(Path file) throws IOException {
        Path log = folder.resolve("log");
        int code =
                Programs.run(folder, log, 1, List.of(AsPrometheusTest.promtool(), "check", "rules", file.toString()));
        assertThat(code).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }
}
