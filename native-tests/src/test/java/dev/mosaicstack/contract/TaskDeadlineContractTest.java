package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+10000-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59.999999999Z",
                "9999-12-31T23:59:59-00:01"
            })
    void aDeadlineAfterTheYear9999IsRefused(String deadline) {
        refused(
                api.admin("task-assign", plus(Mosaic.task(session, "java"), "deadline", deadline)),
                400,
                "INVALID_FIELD");
        assertThat(mosaic.claimedIds(agent, Map.of())).isEmpty();
    }

    @Test
    void theYear9999IsADeadlineLikeAnyOther() {
        String last = "9999-12-31T23:59:59Z";
        String task = mosaic.aQueuedTask(session, "java", Map.of("deadline", last));
        mosaic.task(task).body("deadline", is(last));
        mosaic.complete(mosaic.claimed(agent)).statusCode(200).body("state", is("completed"));
    }

    @Test
    void theDeadlineCountsFromItsInstantOnAlsoBeforeAnybodyHasWrittenItDown() {
        // Each at another distance from the next round of the background work, which must not matter.
        var rounds = Stream.of(1100, 1350, 1600, 1850)
                .map(millis -> meanwhile(() -> passesItsDeadline(Duration.ofMillis(millis))))
                .toList();
        rounds.forEach(CompletableFuture::join);
    }

    private boolean passesItsDeadline(Duration in) {
        String mine = mosaic.aSession();
        var worker = mosaic.anAgentThatCan(mine, "java");
        Instant deadline = Instant.now().plus(in);
        var before = Map.of("deadline", deadline.toString());
        mosaic.aQueuedTask(mine, "java", before);
        var held = mosaic.claimed(worker);
        mosaic.aQueuedTask(mine, "java", before);
        await().pollInterval(Duration.ofMillis(2)).until(() -> Instant.now().isAfter(deadline));
        assertThat(mosaic.claimedIds(worker, Map.of("max", 10))).isEmpty();
        refused(mosaic.update(held, Map.of("progress", 99)), 409, "TASK_ENDED");
        refused(mosaic.fail(held, true), 409, "TASK_ENDED");
        refused(mosaic.complete(held), 409, "TASK_ENDED");
        mosaic.awaitState(held.taskId(), "failed").body("reason", containsString("DEADLINE_EXCEEDED"));
        return true;
    }

    private static Map<String, String> soon() {
        return Map.of("deadline", Instant.now().plusMillis(1500).toString());
    }
}
