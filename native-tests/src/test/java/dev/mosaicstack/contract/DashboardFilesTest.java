package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.contract.Dashboards.Dashboard;
import dev.mosaicstack.contract.Dashboards.Expression;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the shipped dashboards without running anything. */
class DashboardFilesTest {

    /** Of Grafana itself: nothing is to be installed besides. */
    private static final Set<String> TYPES = Set.of("row", "stat", "timeseries", "table", "state-timeline", "bargauge");

    private static final Path HISTORY =
            Artifact.root().resolve("functions/metrics-scrape/src/main/resources/dashboard-series.txt");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]+)");

    static Stream<Dashboard> all() {
        return Dashboards.all().stream();
    }

    @Test
    void thereAreFourEachWithANameOfItsOwn() {
        assertThat(all().map(Dashboard::uid))
                .containsExactly("mosaic-agents", "mosaic-backups", "mosaic-flows", "mosaic-stack");
        assertThat(all().map(dashboard -> dashboard.json().path("title").asText()))
                .doesNotHaveDuplicates()
                .allMatch(title -> title.startsWith("MosAIc: "));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPanelSaysWhatItShowsAndNeedsNothingThatGrafanaHasNot(Dashboard dashboard) {
        assertThat(dashboard.json().path("schemaVersion").asInt()).isEqualTo(39);
        assertThat(dashboard.panels().stream().map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates();
        for (JsonNode panel : dashboard.panels()) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(TYPES).as(title).contains(panel.path("type").asText());
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).as(title).endsWith(".");
                assertThat(panel.path("targets")).as(title).isNotEmpty();
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asText())
                        .as(title)
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theDataSourceIsChosenOnceAndEveryVariableIsThere(Dashboard dashboard) {
        List<String> names = dashboard.variables().stream()
                .map(variable -> variable.path("name").asText())
                .toList();
        assertThat(names).startsWith("datasource").doesNotHaveDuplicates();
        for (JsonNode target : dashboard.json().findValues("targets").stream()
                .flatMap(targets -> children(targets).stream())
                .toList()) {
            assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            assertThat(VARIABLE.matcher(target.path("expr").asText()).results().map(found -> found.group(1)))
                    .isSubsetOf(names);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void panelsAreInNobodysPlace(Dashboard dashboard) {
        Set<String> taken = new TreeSet<>();
        for (JsonNode panel : dashboard.panels()) {
            JsonNode place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(x).isBetween(0, 23);
                    assertThat(taken.add(x + " " + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyMetricIsInATableOfAReadme() {
        Set<String> documented = DocumentedMetrics.names();
        assertThat(selected())
                .extracting(Selector::name)
                .filteredOn(name -> !documented.contains(name) && !documented.contains(DocumentedMetrics.family(name)))
                .isEmpty();
    }

    @Test
    void theHistoryKeepsWhatTheySelectAndNothingElse() throws IOException {
        assertThat(Files.readAllLines(HISTORY))
                .isEqualTo(selected().stream()
                        .map(Selector::toString)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Prometheus' own ALERTS is none of what is collected. */
    private static List<Selector> selected() {
        List<Selector> selected = new ArrayList<>();
        for (Expression expression : Dashboards.expressions()) {
            selected.addAll(Selects.of(expression.text()));
        }
        selected.removeIf(selector -> selector.name().equals("ALERTS"));
        return selected;
    }

    private static List<JsonNode> children(JsonNode array) {
        List<JsonNode> children = new ArrayList<>();
        array.forEach(children::add);
        return children;
    }
}
