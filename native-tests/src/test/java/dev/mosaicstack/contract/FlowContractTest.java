package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Flow;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each flow offers, asked of its own artifact: alone in its process, with a real Redis and a real SQLite. Sessions, agents
 * and tokens come from session-create's artifact on the same data folder, as in a deployment. The whole contract is the other
 * tests of this package, on the all-in-one.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("flows")
@Execution(ExecutionMode.SAME_THREAD) // One flow after the other: they share what they stand on.
class FlowContractTest {

    private static final String PUBLISH = "event-publish";

    private static RedisServer redis;
    private static Stack sessions;
    private static Stack stack;
    private static Agent agent;

    private final Flow flow;
    private final Api api = stack.api();

    FlowContractTest(Flow flow) {
        this.flow = flow;
    }

    static Stream<Flow> flows() {
        return Flow.underTest().stream();
    }

    @BeforeAll
    static void startWhatTheyStandOn() {
        redis = RedisServer.start();
        sessions = Stack.alone(new Flow("session-create"), redis, Map.of());
    }

    @AfterAll
    static void stop() {
        // Not there, where the tests are of an address alone.
        if (sessions != null) {
            sessions.close();
        }
        redis.close();
    }

    @BeforeParameterizedClassInvocation
    static void start(Flow flow) {
        System.out.println(flow + ": " + flow.artifact().describe());
        stack = flow.isEverything() ? Stack.ofItsOwn(flow.name(), Map.of()) : sessions.function(flow.name(), Map.of());
        Stack owner = flow.isEverything() ? stack : sessions;
        agent = owner.mosaic().anAgentThatCan(owner.mosaic().aSession(), "java");
    }

    @AfterParameterizedClassInvocation
    static void stopIt() {
        stack.close();
    }

    @Test
    void itIsHealthyAndSaysSoToAnybody() {
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/started")) {
            api.get(path, null).statusCode(200).body("status", is("UP"));
        }
        api.get("/q/health/ready", null)
                .statusCode(200)
                .body("checks.name", hasItems("database", "redis"))
                .body("checks.find { it.name == 'database' }.data.kind", is("sqlite"))
                .body("checks.find { it.name == 'redis' }.data.redis", is("ok"));
    }

    @Test
    void itsMetricsAreForThoseWhoMayReadThem() {
        refused(api.get("/metrics", null), 401, "UNAUTHENTICATED");
        refused(api.get("/metrics", agent.token()), 403, "FORBIDDEN");
        String text =
                api.get("/metrics", api.adminToken()).statusCode(200).extract().asString();
        assertThat(text).contains("mosaic_call_duration_seconds", "process_start_time_seconds");
    }

    @Test
    void itDoesWhatItIsThereFor() {
        FlowStory.of(flow).play(stack, agent);
    }

    @Test
    void eachOfItsCallsIsThere() {
        for (String call : jsonCalls()) {
            var answer = api.call(call, api.adminToken(), about(call)).extract();
            assertThat(answer.statusCode())
                    .as(call + ": " + answer.asString())
                    .isNotIn(401, 403, 405)
                    .isLessThan(500);
            assertThat(answer.asString()).as(call).doesNotContain("\"NOT_FOUND\"");
        }
    }

    @Test
    void noneOfItsCallsIsForStrangers() {
        for (String call : jsonCalls()) {
            var body = about(call);
            refused(api.call(call, null, body), 401, "UNAUTHENTICATED");
            refused(api.call(call, "x".repeat(43), body), 401, "UNAUTHENTICATED");
        }
    }

    @Test
    void whatCannotBeReadIsRefusedByName() {
        for (String call : jsonCalls()) {
            if (!call.equals(PUBLISH)) {
                // An event may have attributes that nobody knows.
                var unknown = refused(api.admin(call, plus(about(call), "surprise", 1)), 400, "UNKNOWN_FIELD");
                assertThat(unknown.extract().<Map<String, String>>path("fields"))
                        .as(call)
                        .containsOnlyKeys("surprise");
            }
            refused(api.admin(call, "{"), 400, "MALFORMED_JSON");
            refused(api.call(call, api.adminToken(), "{}", Map.of("Content-Type", "text/plain")), 415, "NOT_JSON");
            refused(api.get("/" + call, api.adminToken()), 405, "METHOD_NOT_ALLOWED");
        }
    }

    @Test
    void whatOthersOfferIsNotThere() {
        List<String> own = flow.calls();
        for (Flow other : Flow.all()) {
            for (String call : other.calls()) {
                if (!own.contains(call) && !call.equals("webhook-intake")) {
                    refused(api.admin(call, about(call)), 404, "NOT_FOUND");
                }
            }
        }
        refused(api.send(Method.POST, "/no-such-call", api.adminToken(), json(), "{}"), 404, "NOT_FOUND");
    }

    @Test
    void nothingOfTheFrameworkIsLeftOpen() {
        for (String path :
                List.of("/q/dev-ui", "/q/openapi", "/q/info", "/q/arc/beans", "/q/metrics", "/", "/index.html")) {
            assertThat(api.get(path, null).extract().statusCode()).as(path).isIn(401, 404, 405);
        }
    }

    /** Those that take JSON from callers with a token. */
    private List<String> jsonCalls() {
        return flow.calls().stream()
                .filter(call -> !call.equals("webhook-intake"))
                .toList();
    }

    private static Map<String, Object> about(String call) {
        Map<String, Object> body = call.equals(PUBLISH) ? Map.of("type", "com.acme.flow") : Calls.about(call, agent);
        assertThat(body).as("Calls knows no body for " + call).isNotNull();
        return body;
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }
}
