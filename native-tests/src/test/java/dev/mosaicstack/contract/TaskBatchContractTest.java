package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskBatchContractTest extends Contract {

    private static final Map<String, Object> TASK = Map.of("title", "t", "capability", "java");

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void aBatchAssignsUpToAHundredTasksInTheirOrder() {
        var tasks = IntStream.range(0, 100)
                .mapToObj(i -> Map.of("title", "task " + i, "capability", "java"))
                .toList();
        List<String> made = assign(tasks).statusCode(200).extract().path("results.taskId");
        assertThat(made).hasSize(100).doesNotHaveDuplicates();
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100))).isEqualTo(made);
    }

    @Test
    void eachItemHasItsOwnResult() {
        var tasks = List.of(
                TASK,
                Map.of("title", "neither agent nor capability"),
                Map.of("title", "for nobody", "agentId", anUnknownId()),
                plus(TASK, "dependsOn", List.of("7")),
                TASK);
        var results = assign(tasks)
                .statusCode(200)
                .body("results.size()", is(5))
                .body("results[0].state", is("queued"))
                .body("results[1].code", is("INVALID_FIELD"))
                .body("results[2].code", is("AGENT_UNKNOWN"))
                .body("results[3].code", is("INVALID_FIELD"))
                .body("results[4].state", is("queued"))
                .extract();
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100)))
                .containsExactly(results.path("results[0].taskId"), results.path("results[4].taskId"));
    }

    @Test
    void completionsComeInBatchesToo() {
        mosaic.aQueuedTask(session, "java");
        mosaic.aQueuedTask(session, "java");
        var one = mosaic.claimed(agent);
        var two = mosaic.claimed(agent);
        var reports = List.of(
                plus(item(one), "result", Map.of("n", 1)),
                plus(item(two), "fence", two.fence() + 7),
                plus(item(one), "taskId", anUnknownId()),
                Map.of("taskId", "7"),
                item(two));
        complete(agent, reports)
                .statusCode(200)
                .body("results.size()", is(5))
                .body("results[0].state", is("completed"))
                .body("results[1].code", is("TASK_FENCED"))
                .body("results[2].code", is("TASK_UNKNOWN"))
                .body("results[3].code", is("INVALID_FIELD"))
                .body("results[4].state", is("completed"));
        mosaic.task(one.taskId()).body("state", is("completed")).body("result.n", is(1));
        mosaic.task(two.taskId()).body("state", is("completed"));
    }

    @Test
    void aBatchUnblocksWhatWaitedForIt() {
        mosaic.aQueuedTask(session, "java");
        var one = mosaic.claimed(agent);
        String blocked = mosaic.aTaskBlockedBy(session, "java", one.taskId());
        complete(agent, List.of(item(one))).statusCode(200);
        mosaic.task(blocked).body("state", is("queued"));
    }

    @Test
    void anAgentCompletesItsOwnTasksOnly() {
        mosaic.aQueuedTask(session, "java");
        var held = mosaic.claimed(agent);
        var sibling = mosaic.anAgentThatCan(session, "java");
        complete(sibling, List.of(item(held))).statusCode(200).body("results[0].code", is("TASK_FENCED"));
        var asAnother = Map.of("agentId", agent.id(), "tasks", List.of(item(held)));
        assertThat(api.call("task-complete-batch", sibling.token(), asAnother)
                        .extract()
                        .asString())
                .contains("FORBIDDEN");
        mosaic.task(held.taskId()).body("state", is("assigned"));
    }

    @Test
    void aBatchIsNeitherEmptyNorOverAHundred() {
        for (int size : new int[] {0, 101}) {
            var tasks = Collections.nCopies(size, TASK);
            refused(assign(tasks), 400, "INVALID_FIELD");
        }
        refused(api.admin("task-assign-batch", Map.of("sessionId", session)), 400, "INVALID_FIELD");
        var reports = Collections.nCopies(101, Map.of("taskId", anUnknownId(), "fence", 1));
        refused(complete(agent, reports), 400, "INVALID_FIELD");
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100))).isEmpty();
    }

    @Test
    void anUnknownFieldInAnItemIsNamed() {
        var answer = assign(List.of(plus(TASK, "noSuchField", 1))).extract();
        assertThat(answer.asString()).contains("UNKNOWN_FIELD").contains("noSuchField");
    }

    private static Map<String, Object> item(Claimed task) {
        return Map.of("taskId", task.taskId(), "fence", task.fence());
    }

    private ValidatableResponse assign(List<?> tasks) {
        return api.admin("task-assign-batch", Map.of("sessionId", session, "tasks", tasks));
    }

    private ValidatableResponse complete(Agent by, List<?> tasks) {
        return api.call("task-complete-batch", by.token(), Map.of("agentId", by.id(), "tasks", tasks));
    }
}
