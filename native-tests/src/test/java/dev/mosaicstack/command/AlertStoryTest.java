package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.PrometheusServer;
import dev.mosaicstack.testkit.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees: an application falls ill in several ways, alerts fire and are resolved, here and in a Prometheus
 * that has our metrics and our rules; and a kill of our process changes nothing of it.
 */
@Timeout(600)
class AlertStoryTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String RULES = """
            rules:
              - name: ShopDown
                select: up{job="shop"}
                below: 1
                for: 3s
                severity: critical
                labels: {team: sales}
                summary: "{{ $labels.job }} does not answer"
              - name: ShopQueueLong
                select: shop_queue
                above: 10
                severity: warning
                summary: "{{ $value }} orders wait"
              - name: ShopSilent
                absent: shop_queue{job="shop"}
                for: 3s
                severity: error
                summary: the shop says nothing
            """;

    @TempDir
    Path folder;

    private Shop shop;

    @Test
    void anAlertFiresAndIsResolvedHereAsInPrometheusAndOutlivesAKill() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        var printed = new Command(folder).run("rules", "--prometheus", "--file", rules.toString());
        assertThat(printed.exitCode()).as(printed.errors()).isZero();
        Path generated = Files.writeString(folder.resolve("prometheus-rules.yaml"), printed.out());
        try (Shop application = new Shop();
                Stack stack = Stack.ofItsOwn("alert-story", settings(application, rules));
                PrometheusServer prometheus = PrometheusServer.of(stack.api(), generated)) {
            shop = application;
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(target(stack).path("up").booleanValue()).isTrue());
            agree(stack, prometheus, Set.of());

            shop.queue(11);
            agree(stack, prometheus, Set.of("ShopQueueLong"));
            shop.queue(10);
            agree(stack, prometheus, Set.of());

            illInEveryWay(stack, prometheus);
            String id = alert(stack, "ShopDown").path("alertId").textValue();

            stack.process().kill();
            try (Stack next = stack.againInItsPlace()) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(target(next).path("up").booleanValue())
                                .isFalse());
                JsonNode still = alert(next, "ShopDown");
                assertThat(still.path("state").textValue()).isEqualTo("firing");
                assertThat(still.path("alertId").textValue()).isEqualTo(id);
                shop.is(Shop.State.WELL);
                agree(next, prometheus, Set.of());
                JsonNode over = alert(next, "ShopDown");
                assertThat(over.path("alertId").textValue()).isEqualTo(id);
                assertThat(over.path("state").textValue()).isEqualTo("resolved");
                assertThat(over.path("severity").textValue()).isEqualTo("critical");
                assertThat(over.path("summary").textValue()).isEqualTo("shop does not answer");
                assertThat(over.path("labels").path("team").textValue()).isEqualTo("sales");
                historyHasTheOutage(next);
            }
        }
    }

    private static Map<String, String> settings(Shop shop, Path rules) {
        return Map.of(
                "MOSAIC_METRICS_INTERVAL", "PT1S",
                "MOSAIC_METRICS_RULES", rules.toString(),
                "MOSAIC_METRICS_SHIPPED_RULES", "false",
                "MOSAIC_METRICS_TARGETS_SHOP_KIND", "prometheus",
                "MOSAIC_METRICS_TARGETS_SHOP_URL", shop.metrics().toString(),
                "MOSAIC_METRICS_TARGETS_SHOP_TIMEOUT", "PT0.8S",
                "MOSAIC_METRICS_TARGETS_SHOP_MOST_BYTES", "1000000");
    }

    private void illInEveryWay(Stack stack, PrometheusServer prometheus) {
        shop.is(Shop.State.HTML);
        agree(stack, prometheus, Set.of("ShopDown", "ShopSilent"));
        assertThat(target(stack).path("reason").textValue()).containsIgnoringCase("html");

        shop.is(Shop.State.WELL);
        agree(stack, prometheus, Set.of());

        shop.is(Shop.State.ENDLESS);
        agree(stack, prometheus, Set.of("ShopDown", "ShopSilent"));
        assertThat(target(stack).path("reason").textValue()).contains("1000000");

        shop.is(Shop.State.SILENT);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(target(stack).path("reason").textValue()).contains("no answer within"));
        agree(stack, prometheus, Set.of("ShopDown", "ShopSilent"));
        assertThat(target(stack, "mosaic").path("up").booleanValue())
                .as("the others go on")
                .isTrue();
    }

    /** Both come to fire these and no others. */
    private static void agree(Stack stack, PrometheusServer prometheus, Set<String> rules) {
        await().atMost(SOON).untilAsserted(() -> assertThat(firing(stack)).isEqualTo(rules));
        await().atMost(SOON).untilAsserted(() -> assertThat(firing(prometheus)).isEqualTo(rules));
    }

    private static Set<String> firing(Stack stack) {
        List<String> rules = stack.api()
                .admin("alert-list", Map.of("state", "firing"))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.rule");
        return new TreeSet<>(rules);
    }

    private static Set<String> firing(PrometheusServer prometheus) {
        return prometheus
                .get("/api/v1/alerts")
                .path("data")
                .path("alerts")
                .valueStream()
                .filter(alert -> alert.path("state").textValue().equals("firing"))
                .map(alert -> alert.path("labels").path("alertname").textValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The newest of the rule. */
    private static JsonNode alert(Stack stack, String rule) {
        return answer(stack, "alert-list", Map.of("rule", rule)).path("items").path(0);
    }

    private static JsonNode target(Stack stack) {
        return target(stack, "shop");
    }

    private static JsonNode target(Stack stack, String name) {
        return answer(stack, "metrics-scrape", Map.of())
                .path("targets")
                .valueStream()
                .filter(target -> target.path("name").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode answer(Stack stack, String call, Map<String, ?> request) {
        return Json.tree(
                stack.api().admin(call, request).statusCode(200).extract().asString());
    }

    private static void historyHasTheOutage(Stack stack) {
        Instant now = Instant.now();
        JsonNode up = answer(
                stack,
                "metrics-query",
                Map.of(
                        "select",
                        "up{job=\"shop\"}",
                        "from",
                        now.minusSeconds(600).toString(),
                        "to",
                        now.toString(),
                        "stepSeconds",
                        600,
                        "windowSeconds",
                        600,
                        "reduce",
                        "min"));
        assertThat(up.path("series").size()).isEqualTo(1);
        assertThat(up.path("series").path(0).path("points").path(1).path(1).doubleValue())
                .isZero();
        JsonNode gone = answer(stack, "metrics-query", Map.of("select", "shop_queue", "stepSeconds", 1));
        assertThat(gone.path("series").path(0).path("points").size()).isPositive();
    }
}
