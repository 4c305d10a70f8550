package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskListContractTest extends Contract {

    private final String session = mosaic.aSession();

    @Test
    void theListTakesASessionAndAState() {
        String queued = mosaic.aQueuedTask(session, "review");
        String blocked = mosaic.aTaskBlockedBy(session, "java", queued);
        mosaic.aQueuedTask(mosaic.aSession(), "review");
        assertThat(listed(Map.of("sessionId", session))).containsExactlyInAnyOrder(queued, blocked);
        assertThat(listed(Map.of("sessionId", session, "state", "blocked"))).containsExactly(blocked);
        refused(api.admin("task-list", Map.of("sessionId", session, "state", "no-state")), 400, "INVALID_FIELD");
        refused(api.admin("task-list", Map.of("sessionId", "7")), 400, "INVALID_FIELD");
    }

    @Test
    void theListIsWalkedByCursorEachTaskOnceWhileNewOnesArrive() {
        var made = Stream.generate(() -> mosaic.aQueuedTask(session, "review"))
                .limit(5)
                .toList();
        var first = api.admin("task-list", Map.of("sessionId", session, "limit", 3))
                .statusCode(200)
                .body("items", hasSize(3))
                .extract();
        String late = mosaic.aQueuedTask(session, "review");
        List<String> rest = api.admin(
                        "task-list", Map.of("sessionId", session, "limit", 200, "cursor", first.path("nextCursor")))
                .statusCode(200)
                .extract()
                .path("items.taskId");
        assertThat(rest).doesNotContainAnyElementsOf(first.<List<String>>path("items.taskId"));
        assertThat(rest.stream().filter(id -> !id.equals(late))).hasSize(2);
        assertThat(made)
                .containsAll(rest.stream().filter(id -> !id.equals(late)).toList());
    }

    @Test
    void anAgentSeesTheTasksOfItsSessionOnly() {
        var agent = mosaic.anAgentThatCan(session, "java");
        String ours = mosaic.aQueuedTask(session, "review");
        String elsewhere = mosaic.aSession();
        mosaic.aQueuedTask(elsewhere, "review");
        var seen = api.call("task-list", agent.token(), Map.of("sessionId", session))
                .statusCode(200)
                .extract();
        assertThat(seen.<List<String>>path("items.taskId")).containsExactly(ours);
        refused(api.call("task-list", agent.token(), Map.of("sessionId", elsewhere)), 404, "SESSION_UNKNOWN");
    }

    @Test
    void theListLeavesOutWhatMayBeLargeAndALookAtOneTaskDoesNot() {
        var agent = mosaic.anAgentThatCan(session, "java");
        String task = mosaic.aQueuedTask(session, "java", Map.of("payload", Map.of("secretWord", "in-the-payload")));
        var report = mosaic.claimed(agent).report();
        api.call("task-complete", agent.token(), plus(report, "result", Map.of("secretWord", "in-the-result")))
                .statusCode(200);
        var list = api.admin("task-list", Map.of("sessionId", session))
                .statusCode(200)
                .extract();
        assertThat(list.<List<String>>path("items.taskId")).containsExactly(task);
        assertThat(list.<Map<String, ?>>path("items[0]")).doesNotContainKeys("payload", "result");
        assertThat(list.asString()).doesNotContain("secretWord");
        mosaic.task(task)
                .body("payload.secretWord", is("in-the-payload"))
                .body("result.secretWord", is("in-the-result"));
    }

    private List<String> listed(Map<String, ?> filters) {
        return api.admin("task-list", filters).statusCode(200).extract().path("items.taskId");
    }
}
