package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs on an instance of its own, whose agents are lost after three missed heartbeats of half a second. */
class LostAgentContractTest {

    private static Stack stack;

    private final Mosaic mosaic = stack.mosaic();

    @BeforeAll
    static void start() {
        stack = Stack.ofItsOwn("lost", Map.of("MOSAIC_AGENT_HEARTBEAT", "PT0.5S"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aSilentAgentIsLostAndItsTaskQueuedAgain() {
        String session = mosaic.aSession();
        var silent = mosaic.anAgentThatCan(session, "java");
        mosaic.aQueuedTask(session, "java");
        var held = mosaic.claimed(silent);
        awaitAgent(silent, "lost");
        mosaic.task(held.taskId()).body("state", is("queued"));
        refused(stack.api().admin("task-complete", held.report()), 409, "TASK_FENCED");
        assertThat(mosaic.claimed(mosaic.anAgentThatCan(session, "java")).taskId())
                .isEqualTo(held.taskId());
    }

    @Test
    void aTaskForTheLostAgentAloneKeepsItsTarget() {
        String session = mosaic.aSession();
        var silent = mosaic.anAgentThatCan(session, "java");
        String task = mosaic.aQueuedTaskFor(silent);
        mosaic.claimed(silent);
        awaitAgent(silent, "lost");
        mosaic.task(task).body("state", is("queued"));
        assertThat(mosaic.claimedIds(mosaic.anAgentThatCan(session, "java"), Map.of()))
                .isEmpty();
        assertThat(mosaic.claimed(silent).taskId()).isEqualTo(task);
    }

    @Test
    void aLostAgentIsIdleAgainAfterItsHeartbeat() {
        var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        awaitAgent(agent, "lost");
        stack.api()
                .call("agent-heartbeat", agent.token(), Map.of("agentId", agent.id()))
                .statusCode(200)
                .body("state", is("idle"));
    }

    @Test
    void anyCallOfTheAgentCountsAsAHeartbeat() {
        String session = mosaic.aSession();
        var alive = mosaic.anAgentThatCan(session, "java");
        String task = mosaic.aQueuedTask(session, "review");
        await().pollInterval(Duration.ofMillis(200))
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    stack.api()
                            .call("task-get", alive.token(), Map.of("taskId", task))
                            .statusCode(200);
                    return List.of("idle").equals(states(session));
                });
    }

    @Test
    void anAgentInALongPollIsNotSilent() {
        String session = mosaic.aSession();
        var waiting = mosaic.anAgentThatCan(session, "java");
        assertThat(mosaic.claimedIds(waiting, Map.of("waitSeconds", 4))).isEmpty();
        assertThat(states(session)).containsExactly("idle");
    }

    private void awaitAgent(Mosaic.Agent agent, String state) {
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(15))
                .until(() -> states(agent.session()).contains(state));
    }

    private List<String> states(String session) {
        return stack.api()
                .admin("agent-list", Map.of("sessionId", session))
                .statusCode(200)
                .extract()
                .path("items.state");
    }
}
