package dev.mosaicstack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Folders;
import dev.mosaicstack.testkit.Nginx;
import dev.mosaicstack.testkit.NodeClients;
import dev.mosaicstack.testkit.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol's official conformance suite against the packaged all-in-one with the suite's fixtures. The suite sends no
 * token: an nginx gives it one. One release of it judges both revisions, each against its own frozen list.
 */
@Timeout(300)
class McpConformanceTest {

    private static final String SUITE = "node_modules/@modelcontextprotocol/conformance/dist/index.js";
    private static final int MINUTES = 4;

    private static Stack stack;
    private static Nginx nginx;

    @BeforeAll
    static void start() {
        NodeClients.installed();
        stack = Stack.of(Artifact.withFixtures(), "conformance", Map.of());
        nginx = Nginx.withToken(stack.api().base(), stack.api().adminToken());
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void everyServerScenarioThatCountsPasses(String revision) throws IOException {
        Requirements required = Requirements.of(revision);
        Map<String, Judged> judged = run(revision);
        assertThat(required.scored())
                .as("scenarios that the suite wants passed")
                .isNotEmpty();
        assertThat(judged.keySet())
                .as("every scenario of the suite's list was run; its log: " + log(revision))
                .containsAll(required.scored())
                .containsAll(required.unscored());
        report(revision, required.unscored(), judged);
        assertThat(failures(required.scored(), judged)).as(revision).isEmpty();
        assertThat(passed(required.unscored(), judged))
                .as("what does not count but passed before, of infra/conformance/also-passes.txt")
                .containsAll(alsoPasses(revision));
    }

    @Test
    void aScenarioThatJudgedNothingHasNotPassed() {
        assertThat(new Judged(0, List.of(), List.of()).passed()).isFalse();
        assertThat(new Judged(2, List.of("tools-list: no"), List.of()).passed()).isFalse();
        assertThat(new Judged(2, List.of(), List.of("slow")).passed()).isTrue();
    }

    private static Map<String, Judged> run(String revision) {
        Path results = folder(revision);
        Folders.delete(results);
        results.toFile().mkdirs();
        String url = nginx.base() + "/mcp";
        NodeClients.installed()
                .run(
                        SUITE,
                        log(revision),
                        MINUTES,
                        List.of("server", "--url", url, "--requirements", revision, "-o", results.toString()));
        return Judged.in(results);
    }

    private static List<String> failures(Set<String> scenarios, Map<String, Judged> judged) {
        return scenarios.stream()
                .filter(scenario -> !judged.get(scenario).passed())
                .map(scenario -> scenario + " " + judged.get(scenario).failed())
                .toList();
    }

    private static Set<String> passed(Set<String> scenarios, Map<String, Judged> judged) {
        return scenarios.stream()
                .filter(scenario -> judged.get(scenario).passed())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void report(String revision, Set<String> unscored, Map<String, Judged> judged) {
        for (String scenario : unscored) {
            Judged each = judged.get(scenario);
            System.out.println("does not count for " + revision + ": " + scenario
                    + (each.passed() ? " passes" : " does not pass " + each.failed()) + " " + each.warned());
        }
    }

    private static List<String> alsoPasses(String revision) throws IOException {
        return Files.readAllLines(NodeClients.installed().folder().resolve("also-passes.txt")).stream()
                .filter(line -> line.startsWith(revision + " "))
                .map(line -> line.substring(revision.length() + 1))
                .toList();
    }

    private static Path folder(String revision) {
        return Path.of("target", "conformance", revision).toAbsolutePath();
    }

    private static Path log(String revision) {
        return folder(revision).resolveSibling(revision + ".log");
    }
}
