package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Stack;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that goes down and comes back, as everybody is told of it: callers, Alertmanager, channels, the event stream. */
class AlertContractTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static final Sink SITE = Sink.open((request, nth) -> Sink.answer(200));
    private static final Sink ALERTMANAGER = Sink.open((request, nth) -> Sink.answer(200));
    private static final Sink HOOK = Sink.open((request, nth) -> Sink.answer(200));
    private static Stack stack;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - name: SiteDown
                    select: up{job="site"}
                    equals: 0
                    for: 3s
                    severity: critical
                    summary: "{{ $labels.job }} is down"
                    runbook: https://runbooks.example/site
                """);
        Map<String, String> env = new HashMap<>();
        env.put("MOSAIC_METRICS_INTERVAL", "PT1S");
        env.put("MOSAIC_METRICS_RULES", rules.toString());
        env.put("MOSAIC_METRICS_SHIPPED_RULES", "false");
        env.put("MOSAIC_METRICS_ALERTMANAGER", ALERTMANAGER.url());
        env.put("MOSAIC_METRICS_TARGETS_SITE_KIND", "http");
        env.put("MOSAIC_METRICS_TARGETS_SITE_URL", SITE.url());
        env.put("MOSAIC_NOTIFY_WINDOW", "PT1S");
        env.put("MOSAIC_NOTIFY_CHANNELS_HOOK_KIND", "webhook");
        env.put("MOSAIC_NOTIFY_CHANNELS_HOOK_URL", HOOK.url());
        env.put("MOSAIC_NOTIFY_RULES_ALERTS_TYPES", "dev.mosaicstack.alert.*");
        env.put("MOSAIC_NOTIFY_RULES_ALERTS_SEVERITY", "critical");
        env.put("MOSAIC_NOTIFY_RULES_ALERTS_CHANNELS", "hook");
        stack = Stack.ofItsOwn("alerts", env);
        api = stack.api();
    }

    @AfterAll
    static void stop() {
        stack.close();
        SITE.close();
        ALERTMANAGER.close();
        HOOK.close();
    }

    @Test
    void whatIsWrongIsToldWhenItFiresAndWhenItIsOver() {
        SITE.behave((request, nth) -> Sink.answer(500));
        awaitState("pending");
        assertThat(Instant.parse(newest().getString("activeSince"))).isBeforeOrEqualTo(Instant.now());
        awaitState("firing");
        JsonPath firing = newest();
        assertThat(firing.getString("rule")).isEqualTo("SiteDown");
        assertThat(firing.getString("severity")).isEqualTo("critical");
        assertThat(firing.getString("labels.job")).isEqualTo("site");
        assertThat(firing.getString("summary")).isEqualTo("site is down");
        assertThat(firing.getString("value")).isEqualTo("0");
        assertThat(Duration.between(
                        Instant.parse(firing.getString("activeSince")), Instant.parse(firing.getString("firedAt"))))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(posted(1).at("/labels/alertname").textValue()).isEqualTo("SiteDown");
        assertThat(posted(1).path("startsAt").textValue()).isEqualTo(firing.getString("firedAt"));

        SITE.behave((request, nth) -> Sink.answer(200));
        awaitState("resolved");
        JsonPath resolved = newest();
        assertThat(resolved.getString("alertId")).isEqualTo(firing.getString("alertId"));
        assertThat(posted(2).path("endsAt").textValue()).isEqualTo(resolved.getString("resolvedAt"));
        JsonNode told = Json.tree(HOOK.await(1, SOON, any -> true).getFirst().text());
        assertThat(told.path("title").textValue()).isEqualTo("alert firing: SiteDown: site is down");
        assertThat(told.path("link").textValue()).isEqualTo("https://runbooks.example/site");
        JsonNode over = Json.tree(HOOK.await(2, SOON, any -> true).get(1).text());
        assertThat(over.path("title").textValue()).isEqualTo("alert resolved: SiteDown: site is down");
        assertThat(over.path("severity").textValue()).isEqualTo("critical");
        whatWasToldIsInTheReadme();
        theNumbersSayThatAlertmanagerIsThere();
    }

    private static void whatWasToldIsInTheReadme() {
        var documented = DocumentedEvents.of("metrics-scrape");
        try (Redis redis = stack.redis()) {
            Events.await(redis, event -> event.type().equals("dev.mosaicstack.alert.resolved"));
            for (Events.Event event : Events.all(redis)) {
                String type = event.type().replace("dev.mosaicstack.", "");
                if (type.startsWith("alert.")) {
                    assertThat(event.subject()).isEqualTo("alerts/SiteDown");
                    assertThat(documented).as("a row for " + type).containsKey(type);
                    assertThat(documented.get(type)).as(type).containsAll(DocumentedEvents.fields(event));
                }
            }
        }
    }

    private static void theNumbersSayThatAlertmanagerIsThere() {
        Exposition metrics = Exposition.of(
                api.get("/metrics", api.adminToken()).statusCode(200).extract().asString());
        assertThat(metrics.samples("mosaic_alertmanager_up"))
                .extracting(Exposition.Sample::value)
                .containsExactly(1.0);
        assertThat(metrics.samples("mosaic_alertmanager_failures_total"))
                .extracting(Exposition.Sample::value)
                .containsExactly(0.0);
    }

    private static void awaitState(String state) {
        await(state)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> state.equals(newest().getString("state")));
    }

    /** The newest alert; empty where there is none. */
    private static JsonPath newest() {
        JsonPath list = JsonPath.from(api.admin("alert-list", Map.of("rule", "SiteDown", "limit", 1))
                .statusCode(200)
                .extract()
                .asString());
        return list.getList("items").isEmpty() ? JsonPath.from("{}") : list.setRootPath("items[0]");
    }

    /** The only alert of that post to Alertmanager, once it is there. */
    private static JsonNode posted(int nth) {
        JsonNode alerts = Json.tree(
                ALERTMANAGER.await(nth, SOON, any -> true).get(nth - 1).text());
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }
}
