package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskRetryContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void aRetryableFailureIsTriedAgainAfterABackoff() {
        mosaic.aQueuedTask(session, "java");
        var first = mosaic.claimed(agent);
        mosaic.fail(first, true).statusCode(200).body("state", is("queued"));
        var second = mosaic.claimed(agent);
        assertThat(second.taskId()).isEqualTo(first.taskId());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.fence()).isGreaterThan(first.fence());
        mosaic.complete(second).statusCode(200);
    }

    @Test
    void aTaskInBackoffIsNotClaimedBeforeItsTime() {
        mosaic.aQueuedTask(session, "java", Map.of("maxAttempts", 10));
        for (int attempt = 1; attempt <= 3; attempt++) {
            mosaic.fail(mosaic.claimed(agent), true).body("state", is("queued"));
        }
        // The third wait is at least a few hundred milliseconds, whatever the jitter.
        assertThat(mosaic.claimedIds(agent, Map.of())).isEmpty();
        assertThat(mosaic.claimed(agent).attempt()).isEqualTo(4);
    }

    @Test
    void afterTheLastAttemptTheTaskIsADeadLetter() {
        String task = mosaic.aQueuedTask(session, "java", Map.of("maxAttempts", 2));
        mosaic.fail(mosaic.claimed(agent), true).body("state", is("queued"));
        mosaic.fail(mosaic.claimed(agent), true).statusCode(200).body("state", is("failed"));
        mosaic.task(task).body("state", is("failed")).body("attempt", is(2)).body("reason", is("it broke"));
    }

    @Test
    void threeAttemptsAreTheDefault() {
        mosaic.aQueuedTask(session, "java");
        mosaic.fail(mosaic.claimed(agent), true).body("state", is("queued"));
        mosaic.fail(mosaic.claimed(agent), true).body("state", is("queued"));
        mosaic.fail(mosaic.claimed(agent), true).body("state", is("failed"));
    }

    @Test
    void replayQueuesADeadLetterAgain() {
        String task = mosaic.aQueuedTask(session, "java", Map.of("maxAttempts", 1));
        var failed = mosaic.claimed(agent);
        mosaic.fail(failed, true).body("state", is("failed"));
        api.admin("task-replay", Map.of("taskId", task)).statusCode(200).body("state", is("queued"));
        var again = mosaic.claimed(agent);
        assertThat(again.fence()).isGreaterThan(failed.fence());
        refused(mosaic.complete(failed), 409, "TASK_FENCED");
        mosaic.complete(again).statusCode(200).body("state", is("completed"));
    }

    @Test
    void aReplayedTaskHasAllItsAttemptsAgain() {
        String task = mosaic.aQueuedTask(session, "java", Map.of("maxAttempts", 2));
        mosaic.fail(mosaic.claimed(agent), false).body("state", is("failed"));
        api.admin("task-replay", Map.of("taskId", task)).statusCode(200);
        mosaic.fail(mosaic.claimed(agent), true).body("state", is("queued"));
        mosaic.fail(mosaic.claimed(agent), true).body("state", is("failed"));
        mosaic.task(task).body("attempt", greaterThanOrEqualTo(2));
    }

    @Test
    void attemptsAreBoundedAndAFailureHasAReason() {
        for (int wrong : List.of(0, -1, 1_000_000)) {
            refused(
                    api.admin("task-assign", plus(Mosaic.task(session, "java"), "maxAttempts", wrong)),
                    400,
                    "INVALID_FIELD");
        }
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        refused(api.call("task-fail", agent.token(), claimed.report()), 400, "INVALID_FIELD");
        mosaic.complete(claimed).statusCode(200);
    }
}
