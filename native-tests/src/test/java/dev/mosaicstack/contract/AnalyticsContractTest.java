package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnalyticsContractTest extends Contract {

    private final Bus bus = new Bus(api);

    @Test
    void aProjectShowsItsPushesItsTasksAndItsAgents() {
        String project = Bus.aRepository();
        bus.push(project, 1);
        bus.push(project, 2);
        String session = mosaic.aSession(Map.of("project", project));
        var agent = mosaic.anAgentThatCan(session, "java");
        mosaic.aQueuedTask(session, "java");
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.aQueuedTask(session, "java");
        mosaic.fail(mosaic.claimed(agent), false).statusCode(200);
        String cancelled = mosaic.aQueuedTask(session, "java");
        api.admin("task-cancel", Map.of("taskId", cancelled)).statusCode(200);
        await().atMost(Bus.SOON).untilAsserted(() -> api.admin("analytics-report", Map.of("project", project))
                .body("totals.tasks.cancelled", is(1)));
        var report = api.admin("analytics-report", Map.of("project", project))
                .statusCode(200)
                .body("totals.pushes", is(2))
                .body("totals.tasks", is(Map.of("completed", 1, "failed", 1, "cancelled", 1)))
                .body("totals.leadTime.count", is(1))
                .body("totals.cycleTime.count", is(1))
                .body("days.project", everyItem(is(project)))
                .body("projects", hasSize(1))
                .body("projects[0].pushes", is(2))
                .body("projects[0].tasks.failed", is(1))
                .extract();
        var json = report.jsonPath();
        assertThat(json.getDouble("totals.cycleTime.max")).isPositive();
        assertThat(json.getDouble("totals.leadTime.max"))
                .isGreaterThanOrEqualTo(json.getDouble("totals.cycleTime.max"));
        assertThat(json.getDouble("totals.agents.busySeconds")).isPositive();
        assertThat(json.getDouble("totals.agents.liveSeconds"))
                .isGreaterThan(json.getDouble("totals.agents.busySeconds"));
        assertThat(json.getDouble("totals.agents.utilisation")).isBetween(0.0, 1.0);
        assertThat(LocalDate.parse(json.getString("days[0].day")))
                .isBetween(LocalDate.parse(json.getString("from")), LocalDate.parse(json.getString("to")));
    }

    @Test
    void aReportIsAboutThirtyDaysUnlessItIsAskedForOthers() {
        var report = api.admin("analytics-report", Map.of("project", "none-" + UUID.randomUUID()))
                .statusCode(200)
                .body("days", hasSize(0))
                .body("projects", hasSize(0))
                .body("totals.pushes", is(0))
                .body("totals.leadTime", nullValue())
                .body("totals.agents.utilisation", nullValue())
                .extract();
        LocalDate to = LocalDate.parse(report.path("to"));
        assertThat(to)
                .isIn(
                        LocalDate.now(ZoneOffset.UTC),
                        LocalDate.now(ZoneOffset.UTC).minusDays(1));
        assertThat(LocalDate.parse(report.path("from"))).isEqualTo(to.minusDays(29));
        api.admin("analytics-report", Map.of("from", "2024-02-29", "to", "2024-02-29"))
                .statusCode(200)
                .body("from", is("2024-02-29"))
                .body("days", hasSize(0));
    }

    @Test
    void wrongDaysAreNamed() {
        refused(api.admin("analytics-report", Map.of("from", "2026-02-30")), 400, "INVALID_FIELD");
        refused(api.admin("analytics-report", Map.of("from", "1969-12-31", "to", "1970-01-01")), 400, "INVALID_FIELD");
        refused(api.admin("analytics-report", Map.of("from", "2026-01-02", "to", "2026-01-01")), 400, "INVALID_FIELD");
        refused(api.admin("analytics-report", Map.of("from", "2025-01-01", "to", "2026-01-02")), 400, "INVALID_FIELD");
        refused(api.admin("analytics-report", Map.of("day", "2026-01-01")), 400, "UNKNOWN_FIELD");
    }
}
