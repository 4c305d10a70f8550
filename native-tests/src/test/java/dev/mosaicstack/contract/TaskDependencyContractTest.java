package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskDependencyContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void aTaskIsBlockedUntilAllItDependsOnIsCompleted() {
        mosaic.aQueuedTask(session, "java");
        mosaic.aQueuedTask(session, "java");
        var one = mosaic.claimed(agent);
        var two = mosaic.claimed(agent);
        String last = mosaic.aTaskBlockedBy(session, "java", one.taskId(), two.taskId());
        mosaic.complete(one).statusCode(200);
        mosaic.task(last).body("state", is("blocked"));
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100))).isEmpty();
        mosaic.complete(two).statusCode(200);
        mosaic.task(last).body("state", is("queued"));
        assertThat(mosaic.claimed(agent).taskId()).isEqualTo(last);
    }

    @Test
    void aTaskThatDependsOnCompletedOnesIsQueuedAtOnce() {
        mosaic.aQueuedTask(session, "java");
        var done = mosaic.claimed(agent);
        mosaic.complete(done).statusCode(200);
        api.admin("task-assign", plus(Mosaic.task(session, "java"), "dependsOn", List.of(done.taskId())))
                .statusCode(201)
                .body("state", is("queued"));
    }

    @Test
    void aFailureFailsEverythingThatDependsOnIt() {
        mosaic.aQueuedTask(session, "java");
        var first = mosaic.claimed(agent);
        String second = mosaic.aTaskBlockedBy(session, "java", first.taskId());
        String third = mosaic.aTaskBlockedBy(session, "java", second);
        mosaic.fail(first, false).body("state", is("failed"));
        for (String task : List.of(second, third)) {
            mosaic.task(task).body("state", is("failed")).body("reason", containsString("DEPENDENCY_FAILED"));
        }
    }

    @Test
    void aFailureThatIsRetriedFailsNothing() {
        mosaic.aQueuedTask(session, "java");
        var first = mosaic.claimed(agent);
        String second = mosaic.aTaskBlockedBy(session, "java", first.taskId());
        mosaic.fail(first, true).body("state", is("queued"));
        mosaic.task(second).body("state", is("blocked"));
    }

    @Test
    void cancellingATaskCancelsEverythingThatDependsOnIt() {
        String first = mosaic.aQueuedTask(session, "java");
        String second = mosaic.aTaskBlockedBy(session, "java", first);
        String third = mosaic.aTaskBlockedBy(session, "java", second);
        api.admin("task-cancel", Map.of("taskId", first)).statusCode(200).body("state", is("cancelled"));
        mosaic.task(second).body("state", is("cancelled"));
        mosaic.task(third).body("state", is("cancelled"));
    }

    @Test
    void aBlockedTaskMayBeCancelled() {
        String first = mosaic.aQueuedTask(session, "java");
        String second = mosaic.aTaskBlockedBy(session, "java", first);
        api.admin("task-cancel", Map.of("taskId", second)).statusCode(200).body("state", is("cancelled"));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.task(second).body("state", is("cancelled"));
    }

    @Test
    void replayingAFailedTaskBlocksAgainWhatItHadFailed() {
        mosaic.aQueuedTask(session, "java");
        var first = mosaic.claimed(agent);
        String second = mosaic.aTaskBlockedBy(session, "java", first.taskId());
        String third = mosaic.aTaskBlockedBy(session, "java", second);
        mosaic.fail(first, false).body("state", is("failed"));
        api.admin("task-replay", Map.of("taskId", first.taskId())).statusCode(200);
        mosaic.task(second).body("state", is("blocked"));
        mosaic.task(third).body("state", is("blocked"));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.task(second).body("state", is("queued"));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.task(third).body("state", is("queued"));
    }

    @Test
    void whatDependsOnTwoFailedTasksWaitsAgainOnlyWhenBothWereReplayed() {
        mosaic.aQueuedTask(session, "java");
        mosaic.aQueuedTask(session, "java");
        var first = mosaic.claimed(agent);
        var second = mosaic.claimed(agent);
        String both = mosaic.aTaskBlockedBy(session, "java", first.taskId(), second.taskId());
        mosaic.fail(first, false).body("state", is("failed"));
        mosaic.fail(second, false).body("state", is("failed"));
        refused(api.admin("task-replay", Map.of("taskId", both)), 409, "TASK_DEPENDENCY_FAILED");
        api.admin("task-replay", Map.of("taskId", first.taskId())).statusCode(200);
        mosaic.task(both).body("state", is("failed"));
        api.admin("task-replay", Map.of("taskId", second.taskId())).statusCode(200);
        mosaic.task(both).body("state", is("blocked"));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.task(both).body("state", is("queued"));
    }

    @Test
    void replayingTheTopOfADiamondBlocksAgainWhatHangsOnItTwice() {
        mosaic.aQueuedTask(session, "java");
        var top = mosaic.claimed(agent);
        String side = mosaic.aTaskBlockedBy(session, "java", top.taskId());
        String bottom = mosaic.aTaskBlockedBy(session, "java", top.taskId(), side);
        mosaic.fail(top, false).body("state", is("failed"));
        api.admin("task-replay", Map.of("taskId", top.taskId())).statusCode(200).body("state", is("queued"));
        mosaic.task(top.taskId()).body("state", is("queued"));
        mosaic.task(side).body("state", is("blocked"));
        mosaic.task(bottom).body("state", is("blocked"));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.task(side).body("state", is("queued"));
        mosaic.task(bottom).body("state", is("blocked"));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.task(bottom).body("state", is("queued"));
    }

    @Test
    void aChainOfFiftyIsFailedAndReplayedToItsEnd() {
        mosaic.aQueuedTask(session, "java");
        var first = mosaic.claimed(agent);
        var chain = new ArrayList<>(List.of(first.taskId()));
        for (int i = 0; i < 50; i++) {
            chain.add(mosaic.aTaskBlockedBy(session, "java", chain.getLast()));
        }
        mosaic.fail(first, false).body("state", is("failed"));
        assertThat(inState("failed")).containsExactlyInAnyOrderElementsOf(chain);
        api.admin("task-replay", Map.of("taskId", first.taskId())).statusCode(200);
        assertThat(inState("queued")).containsExactly(first.taskId());
        assertThat(inState("blocked")).containsExactlyInAnyOrderElementsOf(chain.subList(1, 51));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        assertThat(inState("queued")).containsExactly(chain.get(1));
    }

    private List<String> inState(String state) {
        return api.admin("task-list", Map.of("sessionId", session, "state", state, "limit", 200))
                .statusCode(200)
                .extract()
                .path("items.taskId");
    }

    @Test
    void aDependencyThatIsNotThereIsRefused() {
        refused(depending(anUnknownId()), 404, "TASK_UNKNOWN");
        refused(depending("7"), 400, "INVALID_FIELD");
    }

    @Test
    void aDependencyOfAnotherSessionIsRefusedLikeOneThatIsNotThere() {
        refused(depending(mosaic.aQueuedTask(mosaic.aSession(), "java")), 404, "TASK_UNKNOWN");
    }

    @Test
    void dependingTwiceOnTheSameTaskIsDependingOnIt() {
        mosaic.aQueuedTask(session, "java");
        var first = mosaic.claimed(agent);
        var twice = plus(Mosaic.task(session, "java"), "dependsOn", List.of(first.taskId(), first.taskId()));
        var answer = api.admin("task-assign", twice).extract();
        if (answer.statusCode() == 201) {
            mosaic.complete(first).statusCode(200);
            mosaic.task(answer.path("taskId")).body("state", is("queued"));
        } else {
            assertThat(answer.<String>path("code")).isEqualTo("INVALID_FIELD");
        }
    }

    private ValidatableResponse depending(String... tasks) {
        return api.admin("task-assign", plus(Mosaic.task(session, "java"), "dependsOn", List.of(tasks)));
    }
}
