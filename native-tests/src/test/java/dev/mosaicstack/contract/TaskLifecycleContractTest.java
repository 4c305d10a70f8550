package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskLifecycleContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void aTaskGoesFromQueuedOverAssignedToCompleted() {
        String task = mosaic.aQueuedTask(session, "java", Map.of("payload", Map.of("file", "A.java")));
        var claimed = mosaic.claimed(agent);
        mosaic.task(task).body("state", is("assigned")).body("agentId", is(agent.id()));
        mosaic.update(claimed, Map.of("progress", 50, "note", "half way"))
                .statusCode(200)
                .body("taskId", is(task))
                .body("state", is("assigned"))
                .body("leaseUntil", matchesPattern(TIME));
        mosaic.complete(claimed).statusCode(200).body("state", is("completed"));
        mosaic.task(task)
                .body("state", is("completed"))
                .body("progress", notNullValue())
                .body("result.answer", is(42));
    }

    @Test
    void aNewTaskIsQueuedWithItsFirstVersion() {
        api.admin("task-assign", Mosaic.task(session, "other"))
                .statusCode(201)
                .body("taskId", matchesPattern(ID))
                .body("state", is("queued"))
                .body("version", notNullValue());
    }

    @Test
    void aFinalFailureEndsTheTask() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        mosaic.fail(claimed, false).statusCode(200).body("state", is("failed"));
        mosaic.task(claimed.taskId()).body("state", is("failed")).body("reason", is("it broke"));
    }

    @Test
    void anEndedTaskTakesNoOtherEnd() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        mosaic.complete(claimed).statusCode(200);
        refused(mosaic.fail(claimed, false), 409, "TASK_ENDED");
        refused(mosaic.update(claimed, Map.of()), 409, "TASK_ENDED");
        refused(cancel(claimed.taskId()), 409, "TASK_ENDED");
        refused(
                api.call("task-complete", agent.token(), plus(claimed.report(), "result", Map.of("answer", 43))),
                409,
                "TASK_ENDED");
        mosaic.task(claimed.taskId()).body("result.answer", is(42));
    }

    @Test
    void aQueuedTaskMayBeCancelledAndIsNeverClaimed() {
        String task = mosaic.aQueuedTask(session, "java");
        cancel(task).statusCode(200).body("state", is("cancelled"));
        mosaic.task(task).body("state", is("cancelled"));
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100))).doesNotContain(task);
    }

    @Test
    void anAssignedTaskIsHeldAgainstCancelling() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        refused(cancel(claimed.taskId()), 409, "TASK_HELD");
        mosaic.complete(claimed).statusCode(200);
    }

    @Test
    void aTaskNobodyHasClaimedTakesNoReport() {
        String task = mosaic.aQueuedTask(session, "other");
        var report = Map.of("taskId", task, "agentId", agent.id(), "fence", 1);
        refused(api.call("task-complete", agent.token(), report), 409, "TASK_FENCED");
        refused(api.call("task-update", agent.token(), report), 409, "TASK_FENCED");
        refused(api.call("task-fail", agent.token(), plus(report, "reason", "no")), 409, "TASK_FENCED");
        mosaic.task(task).body("state", is("queued"));
    }

    @Test
    void onlyAFailedTaskIsReplayed() {
        String task = mosaic.aQueuedTask(session, "other");
        refused(api.admin("task-replay", Map.of("taskId", task)), 409, "TASK_HELD", "TASK_ENDED", "TASK_NOT_FAILED");
    }

    @Test
    void anotherAgentsTaskIsNotForUs() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        var sibling = mosaic.anAgentThatCan(session, "java");
        var asItself = plus(claimed.report(), "agentId", sibling.id());
        for (String call : List.of("task-complete", "task-update")) {
            refused(api.call(call, sibling.token(), claimed.report()), 403, "FORBIDDEN");
            refused(api.call(call, sibling.token(), asItself), 409, "TASK_FENCED");
        }
        var stranger = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        var asStranger = plus(claimed.report(), "agentId", stranger.id());
        refused(api.call("task-complete", stranger.token(), asStranger), 404, "TASK_UNKNOWN");
        refused(api.call("task-get", stranger.token(), Map.of("taskId", claimed.taskId())), 404, "TASK_UNKNOWN");
        mosaic.complete(claimed).statusCode(200);
    }

    @Test
    void whatRepeatsTheHoldersReportIsNoRepeatFromAnotherAgent() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        var sibling = mosaic.anAgentThatCan(session, "java");
        api.call("task-complete", agent.token(), claimed.report()).statusCode(200);
        var asItself = plus(claimed.report(), "agentId", sibling.id());
        refused(api.call("task-complete", sibling.token(), asItself), 409, "TASK_ENDED", "TASK_FENCED");
        refused(api.call("task-complete", sibling.token(), claimed.report()), 403, "FORBIDDEN");
        api.call(
                        "task-complete-batch",
                        sibling.token(),
                        Map.of(
                                "agentId",
                                sibling.id(),
                                "tasks",
                                List.of(Map.of("taskId", claimed.taskId(), "fence", claimed.fence()))))
                .statusCode(200)
                .body("results[0].code", is(oneOf("TASK_ENDED", "TASK_FENCED")));
        api.call("task-complete", agent.token(), claimed.report()).statusCode(200);
        mosaic.task(claimed.taskId()).body("agentId", is(agent.id()));
    }

    @Test
    void aTaskThatIsNotThereIsUnknown() {
        for (String call : List.of("task-get", "task-cancel", "task-replay")) {
            refused(api.admin(call, Map.of("taskId", anUnknownId())), 404, "TASK_UNKNOWN");
            refused(api.admin(call, Map.of("taskId", "7")), 400, "INVALID_FIELD");
        }
        refused(api.admin("task-assign", Mosaic.task(anUnknownId(), "java")), 404, "SESSION_UNKNOWN");
    }

    private ValidatableResponse cancel(String task) {
        return api.admin("task-cancel", Map.of("taskId", task));
    }
}
