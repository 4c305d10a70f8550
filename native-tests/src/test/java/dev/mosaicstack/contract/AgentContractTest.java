package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.mosaicstack.testkit.Mosaic;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentContractTest extends Contract {

    private final String session = mosaic.aSession();

    @Test
    void aDeployedAgentIsIdleAndGetsItsOwnToken() {
        var agent = api.admin("agent-deploy", plus(Mosaic.agent(session, "java"), "metadata", Map.of("model", "m")))
                .statusCode(201)
                .body("agentId", matchesPattern(ID))
                .body("state", is("idle"))
                .extract();
        api.call("agent-heartbeat", agent.path("token"), Map.of("agentId", agent.path("agentId")))
                .statusCode(200)
                .body("state", is("idle"));
    }

    @Test
    void theListShowsTheAgentsOfASessionButNoToken() {
        var one = mosaic.anAgentThatCan(session, "java");
        var two = mosaic.anAgentThatCan(session, "review");
        mosaic.anAgentThatCan(mosaic.aSession(), "java");
        var list = api.admin("agent-list", Map.of("sessionId", session))
                .statusCode(200)
                .body("items[0].token", nullValue())
                .extract();
        assertThat(list.<List<String>>path("items.agentId")).containsExactlyInAnyOrder(one.id(), two.id());
        assertThat(list.asString()).doesNotContain(one.token()).doesNotContain(two.token());
    }

    @Test
    void anAgentIsBusyWhileItHoldsATask() {
        var agent = mosaic.anAgentThatCan(session, "java");
        mosaic.aQueuedTask(session, "java");
        var task = mosaic.claimed(agent);
        heartbeat(agent, "busy");
        mosaic.complete(task).statusCode(200);
        heartbeat(agent, "idle");
    }

    @Test
    void stoppingAnAgentQueuesItsTasksAgainAtOnceWithoutCostingAnAttempt() {
        var agent = mosaic.anAgentThatCan(session, "java");
        mosaic.aQueuedTask(session, "java");
        var before = mosaic.claimed(agent);
        stop(agent).statusCode(200).body("state", is("stopped"));
        mosaic.task(before.taskId()).body("state", is("queued"));
        var after = mosaic.claimed(mosaic.anAgentThatCan(session, "java"));
        assertThat(after.taskId()).isEqualTo(before.taskId());
        assertThat(after.attempt()).isEqualTo(before.attempt());
        assertThat(after.fence()).isGreaterThan(before.fence());
        refused(api.admin("task-complete", before.report()), 409, "TASK_FENCED");
    }

    @Test
    void stoppingAnAgentFailsTheTasksThatOnlyItMayDo() {
        var agent = mosaic.anAgentThatCan(session, "java");
        String queued = mosaic.aQueuedTaskFor(agent);
        String held = mosaic.claimed(agent).taskId();
        String waiting = mosaic.aQueuedTaskFor(agent);
        stop(agent).statusCode(200);
        assertThat(held).isEqualTo(queued);
        mosaic.task(held).body("state", is("failed")).body("reason", containsString("AGENT_STOPPED"));
        mosaic.task(waiting).body("state", is("failed")).body("reason", containsString("AGENT_STOPPED"));
    }

    @Test
    void aTaskThatOnlyAStoppedAgentMayDoIsNotReplayed() {
        var agent = mosaic.anAgentThatCan(session, "java");
        String task = mosaic.aQueuedTaskFor(agent);
        stop(agent).statusCode(200);
        refused(api.admin("task-replay", Map.of("taskId", task)), 409, "AGENT_STOPPED");
        mosaic.task(task).body("state", is("failed"));
    }

    @Test
    void aStoppedAgentGetsNoWork() {
        var agent = mosaic.anAgentThatCan(session, "java");
        stop(agent).statusCode(200);
        refused(api.admin("task-claim", Map.of("agentId", agent.id())), 409, "AGENT_STOPPED");
        refused(api.admin("agent-heartbeat", Map.of("agentId", agent.id())), 409, "AGENT_STOPPED");
        refused(
                api.admin("task-assign", Map.of("sessionId", session, "title", "t", "agentId", agent.id())),
                409,
                "AGENT_STOPPED");
    }

    @Test
    void anAgentThatIsNotThereIsUnknown() {
        refused(api.admin("agent-heartbeat", Map.of("agentId", anUnknownId())), 404, "AGENT_UNKNOWN");
        refused(api.admin("agent-stop", Map.of("agentId", anUnknownId())), 404, "AGENT_UNKNOWN");
        refused(api.admin("agent-deploy", Mosaic.agent(anUnknownId(), "java")), 404, "SESSION_UNKNOWN");
        refused(api.admin("agent-heartbeat", Map.of("agentId", "7")), 400, "INVALID_FIELD");
    }

    @Test
    void anAgentActsOnlyAsItself() {
        var agent = mosaic.anAgentThatCan(session, "java");
        var sibling = mosaic.anAgentThatCan(session, "java");
        var stranger = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        var asSibling = Map.of("agentId", sibling.id());
        refused(api.call("agent-heartbeat", agent.token(), asSibling), 403, "FORBIDDEN");
        refused(api.call("task-claim", agent.token(), asSibling), 403, "FORBIDDEN");
        // The same answer for an agent of another session and for none at all: it says nothing about either.
        for (String other : List.of(stranger.id(), anUnknownId())) {
            refused(api.call("agent-heartbeat", agent.token(), Map.of("agentId", other)), 403, "FORBIDDEN");
            refused(api.call("task-claim", agent.token(), Map.of("agentId", other)), 403, "FORBIDDEN");
        }
    }

    private ValidatableResponse stop(Mosaic.Agent agent) {
        return api.admin("agent-stop", Map.of("agentId", agent.id()));
    }

    private void heartbeat(Mosaic.Agent agent, String state) {
        api.call("agent-heartbeat", agent.token(), Map.of("agentId", agent.id()))
                .statusCode(200)
                .body("state", is(state));
    }
}
