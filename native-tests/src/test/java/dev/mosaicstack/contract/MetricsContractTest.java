package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.mosaicstack.testkit.GivenAddress;
import dev.mosaicstack.testkit.Sink;
import io.restassured.http.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MetricsContractTest extends Contract {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final String ONE_PROCESS = "each process shows what it has counted itself";
    private final Bus bus = new Bus(api);
    private final String repository = Bus.aRepository();

    @Test
    void aViewerAndTheAdministratorMayScrapeAndNobodyElse() {
        refused(api.get("/metrics", null), 401, "UNAUTHENTICATED").header("WWW-Authenticate", startsWith("Bearer"));
        refused(api.get("/metrics", "x".repeat(43)), 401, "UNAUTHENTICATED");
        refused(
                api.get(
                        "/metrics",
                        mosaic.anAgentThatCan(mosaic.aSession(), "java").token()),
                403,
                "FORBIDDEN");
        refused(api.get("/metrics", token("client")), 403, "FORBIDDEN");
        api.get("/metrics", token("viewer")).statusCode(200).contentType(is(TEXT));
        api.get("/metrics", api.adminToken()).statusCode(200).contentType(is(TEXT));
    }

    @Test
    void itIsAGetAndNothingElse() {
        for (Method method : new Method[] {Method.POST, Method.PUT, Method.DELETE}) {
            var json = Map.of("Content-Type", "application/json");
            refused(api.send(method, "/metrics", api.adminToken(), json, Map.of()), 405, "METHOD_NOT_ALLOWED")
                    .header("Allow", "GET");
        }
        refused(api.get("/session-list", api.adminToken()), 405, "METHOD_NOT_ALLOWED")
                .header("Allow", "POST");
    }

    @Test
    void whatTheBusSaysIsNamedAsPrometheusWantsItAndHelpedAndTyped() {
        GivenAddress.excuse(ONE_PROCESS);
        mosaic.aSession();
        await().atMost(Bus.SOON).untilAsserted(() -> assertThat(ofTheBus(scrape().types()))
                .isEqualTo(Map.of(
                        "mosaic_events_total", "counter",
                        "mosaic_subscription_attempts_total", "counter",
                        "mosaic_subscription_lag_events", "gauge",
                        "mosaic_subscription_oldest_undelivered_age_seconds", "gauge",
                        "mosaic_subscription_parked_events", "gauge",
                        "mosaic_subscription_dead_letters", "gauge",
                        "mosaic_subscription_active", "gauge")));
    }

    private static Map<String, String> ofTheBus(Map<String, String> types) {
        var some = new HashMap<>(types);
        some.keySet().removeIf(name -> !name.startsWith("mosaic_events") && !name.startsWith("mosaic_subscription"));
        return some;
    }

    @Test
    void everyEventIsCountedOnce() {
        GivenAddress.excuse(ONE_PROCESS);
        String type = "dev.mosaicstack.mcp.session.created";
        await().atMost(Bus.SOON)
                .until(() -> scrape().value("mosaic_subscription_lag_events", "subscription", "monitoring") == 0);
        mosaic.aSession();
        await().atMost(Bus.SOON)
                .until(() -> !scrape().samples("mosaic_events_total").isEmpty());
        double before = scrape().value("mosaic_events_total", "type", type);
        for (int i = 0; i < 5; i++) {
            mosaic.aSession();
        }
        await().atMost(Bus.SOON).untilAsserted(() -> assertThat(scrape().value("mosaic_events_total", "type", type))
                .isGreaterThanOrEqualTo(before + 5));
    }

    @Test
    void aSubscriptionShowsWhatItDeliversAndWhatItDoesNot() {
        GivenAddress.excuse(ONE_PROCESS);
        try (Sink sink = Sink.open((request, nth) -> nth == 1 ? Sink.OK : Sink.answer(500))) {
            String name = "s-" + UUID.randomUUID();
            bus.subscribe(sink, repository, Map.of("maxAttempts", 1, "name", name));
            bus.push(repository, 1);
            bus.push(repository, 2);
            await().atMost(Bus.SOON).until(() -> gauge("dead_letters", name) == 1);
            assertThat(attempts(name, "delivered")).isEqualTo(1);
            assertThat(attempts(name, "failed")).isEqualTo(1);
            assertThat(gauge("active", name)).isEqualTo(1);
            assertThat(gauge("parked_events", name)).isZero();
        }
    }

    @Test
    void aSubscriptionThatGetsNothingDeliveredGrowsOldAndADisabledOneSaysSo() {
        GivenAddress.excuse(ONE_PROCESS);
        try (Sink sink = Sink.open((request, nth) -> Sink.answer(nth == 1 ? 500 : 410))) {
            String name = "s-" + UUID.randomUUID();
            bus.subscribe(sink, repository, Map.of("name", name));
            bus.push(repository, 1);
            await().atMost(Bus.SOON).until(() -> gauge("active", name) == 0);
            bus.push(repository, 2);
            assertThat(gauge("lag_events", name)).isGreaterThanOrEqualTo(1);
            assertThat(gauge("oldest_undelivered_age_seconds", name)).isGreaterThan(0);
        }
    }

    private double gauge(String what, String subscription) {
        return scrape().value("mosaic_subscription_" + what, "subscription", subscription);
    }

    private double attempts(String subscription, String outcome) {
        return scrape().samples("mosaic_subscription_attempts_total").stream()
                .filter(sample -> sample.labels().equals(Map.of("subscription", subscription, "outcome", outcome)))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private Exposition scrape() {
        return Exposition.of(
                api.get("/metrics", api.adminToken()).statusCode(200).extract().asString());
    }

    private String token(String role) {
        return api.admin("token-create", Map.of("name", "metrics-" + UUID.randomUUID(), "role", role))
                .statusCode(201)
                .extract()
                .path("token");
    }
}
