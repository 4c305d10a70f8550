package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskBatchContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void aBatchAssignsUpToAHundredTasksInTheirOrder() {
        var tasks = IntStream.range(0, 100)
                .mapToObj(i -> plus(Mosaic.task(session, "java"), "title", "task " + i))
                .toList();
        List<String> made = api.admin("task-assign-batch", Map.of("tasks", tasks))
                .statusCode(200)
                .extract()
                .path("results.taskId");
        assertThat(made).hasSize(100).doesNotHaveDuplicates();
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100))).isEqualTo(made);
    }

    @Test
    void eachItemHasItsOwnResult() {
        var tasks = List.of(
                Mosaic.task(session, "java"),
                Map.of("sessionId", session, "title", "neither agent nor capability"),
                Mosaic.task(anUnknownId(), "java"),
                Mosaic.task(session, "java"));
        var results = api.admin("task-assign-batch", Map.of("tasks", tasks))
                .statusCode(200)
                .body("results.size()", is(4))
                .body("results[0].state", is("queued"))
                .body("results[1].code", is("INVALID_FIELD"))
                .body("results[2].code", is("SESSION_UNKNOWN"))
                .body("results[3].state", is("queued"))
                .extract();
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100)))
                .containsExactly(results.path("results[0].taskId"), results.path("results[3].taskId"));
    }

    @Test
    void completionsComeInBatchesToo() {
        mosaic.aQueuedTask(session, "java");
        mosaic.aQueuedTask(session, "java");
        var one = mosaic.claimed(agent);
        var two = mosaic.claimed(agent);
        var fenced = new Claimed(two.taskId(), two.fence() + 7, 1, two.leaseUntil(), agent);
        var reports = List.of(
                plus(one.report(), "result", Map.of("n", 1)),
                fenced.report(),
                plus(one.report(), "taskId", anUnknownId()),
                two.report());
        api.call("task-complete-batch", agent.token(), Map.of("tasks", reports))
                .statusCode(200)
                .body("results.size()", is(4))
                .body("results[0].state", is("completed"))
                .body("results[1].code", is("TASK_FENCED"))
                .body("results[2].code", is("TASK_UNKNOWN"))
                .body("results[3].state", is("completed"));
        mosaic.task(one.taskId()).body("state", is("completed")).body("result.n", is(1));
        mosaic.task(two.taskId()).body("state", is("completed"));
    }

    @Test
    void aBatchUnblocksWhatWaitedForIt() {
        mosaic.aQueuedTask(session, "java");
        var one = mosaic.claimed(agent);
        String blocked = mosaic.aTaskBlockedBy(session, "java", one.taskId());
        api.call("task-complete-batch", agent.token(), Map.of("tasks", List.of(one.report())))
                .statusCode(200);
        mosaic.task(blocked).body("state", is("queued"));
    }

    @Test
    void anAgentCompletesItsOwnTasksOnly() {
        mosaic.aQueuedTask(session, "java");
        var held = mosaic.claimed(agent);
        var sibling = mosaic.anAgentThatCan(session, "java");
        var answer = api.call("task-complete-batch", sibling.token(), Map.of("tasks", List.of(held.report())))
                .extract();
        assertThat(answer.asString()).contains("FORBIDDEN");
        mosaic.task(held.taskId()).body("state", is("assigned"));
    }

    @Test
    void aBatchIsNeitherEmptyNorOverAHundred() {
        for (int size : new int[] {0, 101}) {
            var tasks = Collections.nCopies(size, Mosaic.task(session, "java"));
            refused(api.admin("task-assign-batch", Map.of("tasks", tasks)), 400, "INVALID_FIELD");
        }
        refused(api.admin("task-assign-batch", Map.of()), 400, "INVALID_FIELD");
        var reports = Collections.nCopies(101, Map.of("taskId", anUnknownId(), "agentId", agent.id(), "fence", 1));
        refused(api.call("task-complete-batch", agent.token(), Map.of("tasks", reports)), 400, "INVALID_FIELD");
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100))).isEmpty();
    }

    @Test
    void anUnknownFieldInAnItemIsNamed() {
        var item = plus(Mosaic.task(session, "java"), "noSuchField", 1);
        var answer =
                api.admin("task-assign-batch", Map.of("tasks", List.of(item))).extract();
        assertThat(answer.asString()).contains("UNKNOWN_FIELD").contains("noSuchField");
    }
}
