package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Stack;
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN: admin everything; client all but tokens and replays; agent only as itself, in its session; viewer reads. */
class RolesContractTest extends Contract {

    private static final Map<String, Set<String>> MAY = Map.ofEntries(
            may("webhook-list", "client viewer"),
            may("webhook-get", "client viewer"),
            may("webhook-replay", ""),
            may("session-create", "client"),
            may("session-get", "client agent viewer"),
            may("session-list", "client agent viewer"),
            may("session-close", "client"),
            may("agent-deploy", "client"),
            may("agent-heartbeat", "client agent"),
            may("agent-list", "client agent viewer"),
            may("agent-stop", "client"),
            may("token-create", ""),
            may("token-list", ""),
            may("token-revoke", ""),
            may("task-assign", "client"),
            may("task-assign-batch", "client"),
            may("task-claim", "client agent"),
            may("task-update", "client agent"),
            may("task-complete", "client agent"),
            may("task-complete-batch", "client agent"),
            may("task-fail", "client agent"),
            may("task-cancel", "client"),
            may("task-get", "client agent viewer"),
            may("task-list", "client agent viewer"),
            may("task-replay", ""),
            may("coordination-request", "client agent"),
            may("coordination-inbox", "client agent"),
            may("coordination-respond", "client agent"),
            may("coordination-get", "client agent viewer"),
            may("audit-list", "client viewer"),
            may("audit-verify", "client viewer"),
            may("analytics-report", "client viewer"),
            may("backup-run", ""),
            may("backup-verify", ""),
            may("backup-status", "client viewer"),
            may("backup-list", "client viewer"),
            may("backup-restore", ""),
            may("metrics-scrape", ""),
            may("metrics-query", "client viewer"),
            may("alert-list", "client viewer"));

    static Stream<Arguments> everyRoleAndCall() {
        var mosaic = Stack.shared().mosaic();
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        var tokens = Map.of(
                "admin", mosaic.api().adminToken(),
                "client", aToken(mosaic, "client"),
                "viewer", aToken(mosaic, "viewer"),
                "agent", agent.token());
        var table = new ArrayList<Arguments>();
        MAY.forEach((call, roles) -> tokens.forEach((role, token) -> {
            boolean allowed = role.equals("admin") || roles.contains(role);
            table.add(Arguments.of(role, call, allowed, token, Calls.about(call, agent)));
        }));
        return table.stream();
    }

    @ParameterizedTest(name = "{0} calls {1}: {2}")
    @MethodSource("everyRoleAndCall")
    void theTableHolds(String role, String call, boolean allowed, String token, Map<String, Object> body) {
        var answer = api.call(call, token, body);
        if (allowed) {
            assertThat(answer.extract().statusCode())
                    .as(answer.extract().asString())
                    .isNotIn(401, 403)
                    .isLessThan(500);
        } else {
            refused(answer, 403, "FORBIDDEN");
        }
    }

    @Test
    void whatAnAgentListsIsItsOwnSession() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        mosaic.aQueuedTask(agent.session(), "java");
        Agent stranger = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        mosaic.aQueuedTask(stranger.session(), "java");
        for (String list : List.of("session-list", "agent-list", "task-list")) {
            List<String> sessions = api.call(list, agent.token(), Map.of("limit", 200))
                    .statusCode(200)
                    .extract()
                    .path("items.sessionId");
            assertThat(sessions).as(list).containsExactly(agent.session());
        }
        refused(
                api.call("session-get", agent.token(), Map.of("sessionId", stranger.session())),
                404,
                "SESSION_UNKNOWN");
        refused(api.call("agent-list", agent.token(), Map.of("sessionId", stranger.session())), 404, "SESSION_UNKNOWN");
    }

    static Stream<String> everyCall() {
        return MAY.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void nobodyCallsWithoutAToken(String call) {
        refused(api.call(call, null, Map.of()), 401, "UNAUTHENTICATED")
                .header("WWW-Authenticate", startsWith("Bearer"));
        refused(api.call(call, "x".repeat(43), Map.of()), 401, "UNAUTHENTICATED")
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Basic YWRtaW46YWRtaW4=", "bearer", "Token x", "Bearer a b", "Bearer ü"})
    void aStrangeAuthorizationIsNoAuthorization(String value) {
        var headers = Map.of("Authorization", value, "Content-Type", "application/json");
        refused(api.send(Method.POST, "/session-list", null, headers, Map.of()), 401, "UNAUTHENTICATED");
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        var headers = Map.of("Authorization", "bearer " + api.adminToken(), "Content-Type", "application/json");
        api.send(Method.POST, "/session-list", null, headers, Map.of()).statusCode(200);
    }

    @Test
    void aTokenInTheAddressIsNoToken() {
        var json = Map.of("Content-Type", "application/json");
        String path = "/session-list?access_token=" + api.adminToken();
        refused(api.send(Method.POST, path, null, json, Map.of()), 401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/%73ession-list", "//session-list", "/./session-list", "/session-list/", "/x/../session-list"})
    void anotherSpellingOfThePathIsNoWayAroundTheToken(String path) {
        var json = Map.of("Content-Type", "application/json");
        assertThat(api.send(Method.POST, path, null, json, Map.of()).extract().statusCode())
                .isIn(401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session-list", "token-list", "session-create"})
    void aCloudEventHeaderIsNoWayAroundTheToken(String call) {
        var event = Map.of(
                "Content-Type", "application/json",
                "ce-id", "1",
                "ce-specversion", "1.0",
                "ce-source", "test",
                "ce-type", call);
        assertThat(api.send(Method.POST, "/", null, event, Map.of()).extract().statusCode())
                .isIn(401, 404);
    }

    @Test
    void healthIsOpenAndMetricsAreNot() {
        api.get("/q/health", null).statusCode(200);
        int metrics = api.get("/q/metrics", null).extract().statusCode();
        assertThat(metrics).isIn(401, 404);
    }

    @Test
    void nothingOfTheFrameworkIsLeftOpen() {
        List<String> paths = List.of("/q/dev-ui", "/q/openapi", "/q/info", "/q/arc/beans", "/", "/index.html");
        for (String path : paths) {
            assertThat(api.get(path, null).extract().statusCode()).as(path).isIn(401, 404, 405);
        }
    }

    private static Map.Entry<String, Set<String>> may(String call, String roles) {
        return Map.entry(call, Set.of(roles.split(" ")));
    }

    private static String aToken(Mosaic mosaic, String role) {
        return mosaic.api()
                .admin("token-create", Map.of("name", "roles-" + UUID.randomUUID(), "role", role))
                .statusCode(201)
                .extract()
                .path("token");
    }
}
