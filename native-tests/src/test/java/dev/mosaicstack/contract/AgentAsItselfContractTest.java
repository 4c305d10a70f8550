package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent's token says who calls: the call need not say it again. */
class AgentAsItselfContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void anAgentClaimsAndReportsWithoutItsId() {
        String task = mosaic.aQueuedTask(session, "java");
        var report = claimed(task);
        call("task-update", plus(report, "progress", 50)).statusCode(200).body("state", is("assigned"));
        call("task-complete", plus(report, "result", 1)).statusCode(200).body("state", is("completed"));
        call("task-complete", plus(plus(report, "result", 1), "agentId", agent.id()))
                .statusCode(200)
                .body("state", is("completed"));
        mosaic.task(task).body("agentId", is(agent.id()));
    }

    @Test
    void anAgentFailsItsTaskWithoutItsId() {
        var report = plus(claimed(mosaic.aQueuedTask(session, "java")), Map.of("reason", "r", "retryable", false));
        call("task-fail", report).statusCode(200).body("state", is("failed"));
        call("task-fail", plus(report, "agentId", agent.id())).statusCode(200).body("state", is("failed"));
    }

    @Test
    void anAgentCompletesABatchWithoutItsId() {
        var report = claimed(mosaic.aQueuedTask(session, "java"));
        call("task-complete-batch", Map.of("tasks", List.of(report)))
                .statusCode(200)
                .body("results[0].state", is("completed"));
    }

    @Test
    void anAgentIsAliveWithoutItsId() {
        call("agent-heartbeat", Map.of()).statusCode(200).body("agentId", is(agent.id()));
    }

    @Test
    void agentsAskAndAnswerEachOtherWithoutTheirIds() {
        Agent helper = mosaic.anAgentThatCan(session, "review");
        String request = api.call(
                        "coordination-request",
                        helper.token(),
                        Map.of("to", agent.id(), "topic", "question", "body", "is this right?"))
                .statusCode(201)
                .body("sessionId", is(session))
                .body("from", is(helper.id()))
                .extract()
                .path("requestId");
        call("coordination-inbox", Map.of()).statusCode(200).body("requests[0].requestId", is(request));
        call("coordination-respond", Map.of("requestId", request, "body", "it is"))
                .statusCode(200)
                .body("state", is("responded"))
                .body("holder", is(agent.id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-claim",
                "task-update",
                "task-complete",
                "task-complete-batch",
                "task-fail",
                "agent-heartbeat",
                "coordination-inbox",
                "coordination-respond"
            })
    void whoIsNoAgentSaysWhichItMeans(String call) {
        refused(api.admin(call, without(call, "agentId")), 400, "INVALID_FIELD").body("fields", hasKey("agentId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "sessionId"})
    void whoIsNoAgentSaysForWhomItAsks(String field) {
        refused(api.admin("coordination-request", without("coordination-request", field)), 400, "INVALID_FIELD")
                .body("fields", hasKey(field));
    }

    private Map<String, Object> without(String call, String field) {
        var body = new HashMap<>(Calls.about(call, agent));
        body.remove(field);
        return body;
    }

    private Map<String, Object> claimed(String task) {
        long fence = call("task-claim", Map.of())
                .statusCode(200)
                .body("tasks[0].taskId", is(task))
                .extract()
                .jsonPath()
                .getLong("tasks[0].fence");
        return Map.of("taskId", task, "fence", fence);
    }

    private ValidatableResponse call(String call, Map<String, ?> body) {
        return api.call(call, agent.token(), body);
    }
}
