package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.contract.Dashboards.Expression;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import dev.mosaicstack.testkit.PrometheusServer;
import dev.mosaicstack.testkit.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every expression of the shipped dashboards, asked of a real Prometheus that scrapes an instance on which something happens. */
class DashboardsContractTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** What it says of its scrapes besides. */
    private static final Set<String> PROMETHEUS_OWN =
            Set.of("scrape_samples_post_metric_relabeling", "scrape_series_added");

    @TempDir
    static Path folder;

    private static Watched watched;
    private static Stack stack;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        var vault = Vault.in(folder);
        watched = Watched.in(folder);
        Map<String, String> env = new HashMap<>(watched.settings());
        env.putAll(vault.policy("nightly", Map.of("SCHEDULE", "30 2 * * *"), vault.files()));
        stack = Stack.ofItsOwn("dashboards", env);
        prometheus = PrometheusServer.of(stack.api());
        somethingHappens(stack.mosaic());
        new Runs(stack.api()).succeeded(new Runs(stack.api()).run("nightly"));
    }

    @AfterAll
    static void stop() {
        prometheus.close();
        stack.close();
        watched.close();
    }

    @Test
    void everyExpressionIsOneAndSelectsSomething() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(empty())
                .as("expressions that select nothing")
                .isEmpty());
    }

    @Test
    void whatMayBeEmptyIsStillAnExpressionOfADashboard() {
        assertThat(Healthy.EMPTY.keySet()).allSatisfy(part -> assertThat(Dashboards.expressions())
                .anyMatch(expression -> expression.text().contains(part)));
    }

    @Test
    void evenWhatMayBeEmptyIsUnderstood() {
        for (Expression expression : Dashboards.expressions()) {
            prometheus.query(plain(expression.text()));
        }
    }

    @Test
    void everyMetricThatIsGivenIsInATableOfAReadme() {
        Set<String> documented = DocumentedMetrics.names();
        await().atMost(SOON)
                .until(() ->
                        !prometheus.query("redis_up == 1 and on () pg_up == 1").isEmpty());
        List<String> given = new ArrayList<>();
        prometheus.get("/api/v1/label/__name__/values").path("data").forEach(name -> given.add(name.asText()));
        assertThat(given)
                .filteredOn(name -> !PROMETHEUS_OWN.contains(name))
                .filteredOn(name -> !documented.contains(name) && !documented.contains(DocumentedMetrics.family(name)))
                .isEmpty();
    }

    private static List<Expression> empty() {
        return Stream.concat(Dashboards.expressions().stream(), Dashboards.variables().stream())
                .filter(expression -> !Healthy.mayBeEmpty(expression.text()))
                .filter(expression -> prometheus.query(plain(expression.text())).isEmpty())
                .toList();
    }

    /** As Grafana sends it, with everything chosen. */
    private static String plain(String expression) {
        return expression.replace("$__rate_interval", "20s").replaceAll("\\$[a-z]+", ".*");
    }

    /** A little of everything that has a panel. */
    private static void somethingHappens(Mosaic mosaic) {
        var bus = new Bus(mosaic.api());
        bus.push(Bus.aRepository(), 1);
        String session = mosaic.aSession();
        Agent agent = mosaic.anAgentThatCan(session, "java");
        Agent other = mosaic.anAgentThatCan(session, "review");
        mosaic.aQueuedTask(session, "java");
        Claimed done = mosaic.claimed(agent);
        mosaic.complete(done).statusCode(200);
        mosaic.aQueuedTask(session, "java");
        mosaic.fail(mosaic.claimed(agent), false).statusCode(200);
        mosaic.aQueuedTask(session, "java");
        mosaic.api()
                .call("coordination-request", agent.token(), Mosaic.question(agent, other))
                .statusCode(201);
        Stream.of("session-get", "task-get").forEach(call -> mosaic.api().admin(call, Map.of()));
        Api.refused(mosaic.api().admin("session-list", Map.of("limit", 0)), 400, "INVALID_FIELD");
    }
}
