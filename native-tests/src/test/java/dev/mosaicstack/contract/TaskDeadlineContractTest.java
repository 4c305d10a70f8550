package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskDeadlineContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void aQueuedTaskFailsAtItsDeadline() {
        String task = mosaic.aQueuedTask(session, "java", soon());
        mosaic.awaitState(task, "failed").body("reason", containsString("DEADLINE_EXCEEDED"));
        assertThat(mosaic.claimedIds(agent, Map.of())).isEmpty();
    }

    @Test
    void anAssignedTaskFailsAtItsDeadlineAndTakesNoReportAfterwards() {
        String task = mosaic.aQueuedTask(session, "java", soon());
        var claimed = mosaic.claimed(agent);
        mosaic.awaitState(task, "failed").body("reason", containsString("DEADLINE_EXCEEDED"));
        refused(mosaic.complete(claimed), 409, "TASK_ENDED");
        mosaic.task(task).body("state", is("failed"));
    }

    @Test
    void aBlockedTaskFailsAtItsDeadlineAndSoDoesWhatDependsOnIt() {
        String first = mosaic.aQueuedTask(session, "review");
        String second = api.admin(
                        "task-assign", plus(plus(Mosaic.task(session, "java"), soon()), "dependsOn", List.of(first)))
                .statusCode(201)
                .extract()
                .path("taskId");
        String third = mosaic.aTaskBlockedBy(session, "java", second);
        mosaic.awaitState(second, "failed").body("reason", containsString("DEADLINE_EXCEEDED"));
        mosaic.awaitState(third, "failed").body("reason", containsString("DEPENDENCY_FAILED"));
        mosaic.task(first).body("state", is("queued"));
    }

    @Test
    void aTaskThatIsDoneInTimeStaysDone() {
        String task = mosaic.aQueuedTask(
                session, "java", Map.of("deadline", Instant.now().plusSeconds(3).toString()));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        mosaic.awaitState(mosaic.aQueuedTask(session, "java", soon()), "failed");
        mosaic.task(task).body("state", is("completed"));
    }

    @Test
    void aDeadlineMayNameAnyOffsetAndMustBeATime() {
        String offset = OffsetDateTime.now(ZoneOffset.ofHours(5)).plusHours(1).toString();
        mosaic.aQueuedTask(session, "other", Map.of("deadline", offset));
        for (Object wrong : List.of("tomorrow", "2030-01-01", 1_900_000_000, "2030-02-30T00:00:00Z")) {
            refused(
                    api.admin("task-assign", plus(Mosaic.task(session, "java"), "deadline", wrong)),
                    400,
                    "INVALID_FIELD");
        }
    }

    private static Map<String, String> soon() {
        return Map.of("deadline", Instant.now().plusMillis(1500).toString());
    }
}
