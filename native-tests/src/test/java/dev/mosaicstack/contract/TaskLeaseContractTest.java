package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskLeaseContractTest extends Contract {

    private static final Map<String, Integer> SHORT = Map.of("leaseSeconds", 1);

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void theLeaseIsSixtySecondsUnlessTheTaskSaysOtherwise() {
        mosaic.aQueuedTask(session, "java");
        Instant now = Instant.now();
        assertThat(Instant.parse(mosaic.claimed(agent).leaseUntil()))
                .isBetween(now.plusSeconds(55), now.plusSeconds(70));
        mosaic.aQueuedTask(session, "java", Map.of("leaseSeconds", 600));
        assertThat(Instant.parse(mosaic.claimed(agent).leaseUntil()))
                .isBetween(now.plusSeconds(590), now.plusSeconds(620));
    }

    @Test
    void whenTheLeaseEndsTheTaskIsQueuedAgainAndTheNextFenceIsHigher() {
        mosaic.aQueuedTask(session, "java", SHORT);
        var first = mosaic.claimed(agent);
        mosaic.awaitState(first.taskId(), "queued");
        var second = mosaic.claimed(mosaic.anAgentThatCan(session, "java"));
        assertThat(second.taskId()).isEqualTo(first.taskId());
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.attempt()).isEqualTo(2);
    }

    @Test
    void anOldFenceIsRefusedAndChangesNothing() {
        mosaic.aQueuedTask(session, "java", SHORT);
        var old = mosaic.claimed(agent);
        mosaic.awaitState(old.taskId(), "queued");
        refused(mosaic.complete(old), 409, "TASK_FENCED");
        mosaic.task(old.taskId()).body("state", is("queued"));
        var current = mosaic.claimed(agent);
        refused(mosaic.complete(old), 409, "TASK_FENCED");
        refused(mosaic.fail(old, false), 409, "TASK_FENCED");
        refused(mosaic.update(old, Map.of("progress", 99)), 409, "TASK_FENCED");
        mosaic.task(old.taskId()).body("state", is("assigned"));
        mosaic.complete(current).statusCode(200);
    }

    @Test
    void aFenceFromTheFutureIsRefusedToo() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        var ahead = new Claimed(claimed.taskId(), claimed.fence() + 1, 1, claimed.leaseUntil(), agent);
        refused(mosaic.complete(ahead), 409, "TASK_FENCED");
        mosaic.complete(claimed).statusCode(200);
    }

    @Test
    void theCurrentFenceIsGoodEvenAfterLeaseUntil() {
        // A late report races whoever ends leases; both may win, but over ten tasks not always the same one.
        var late = Stream.generate(this::aTaskHeldBriefly)
                .limit(10)
                .map(task -> meanwhile(() -> completedAfterItsLease(task)))
                .toList();
        assertThat(late.stream().map(CompletableFuture::join)).contains(true);
    }

    private Claimed aTaskHeldBriefly() {
        Instant spread = Instant.now().plusMillis(100);
        await().pollInterval(Duration.ofMillis(5)).until(() -> Instant.now().isAfter(spread));
        mosaic.aQueuedTask(session, "java", SHORT);
        return mosaic.claimed(agent);
    }

    private boolean completedAfterItsLease(Claimed task) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> Instant.now().isAfter(Instant.parse(task.leaseUntil())));
        var answer = mosaic.complete(task);
        if (answer.extract().statusCode() == 200) {
            mosaic.task(task.taskId()).body("state", is("completed"));
            return true;
        }
        refused(answer, 409, "TASK_FENCED");
        mosaic.task(task.taskId()).body("state", is("queued"));
        return false;
    }

    @Test
    void theExactRepeatOfAReportGetsTheSameAnswer() {
        mosaic.aQueuedTask(session, "java");
        var completed = mosaic.claimed(agent);
        String first = mosaic.complete(completed).statusCode(200).extract().asString();
        assertThat(mosaic.complete(completed).statusCode(200).extract().asString())
                .isEqualTo(first);
        mosaic.aQueuedTask(session, "java");
        var failed = mosaic.claimed(agent);
        first = mosaic.fail(failed, false).statusCode(200).extract().asString();
        assertThat(mosaic.fail(failed, false).statusCode(200).extract().asString())
                .isEqualTo(first);
    }

    @Test
    void anUpdateRenewsTheLease() {
        mosaic.aQueuedTask(session, "java", Map.of("leaseSeconds", 2));
        var claimed = mosaic.claimed(agent);
        Instant keptUntil = Instant.now().plusSeconds(4);
        await().pollInterval(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    String renewed = mosaic.update(claimed, Map.of("note", "still at it"))
                            .statusCode(200)
                            .extract()
                            .path("leaseUntil");
                    assertThat(Instant.parse(renewed)).isAfter(Instant.parse(claimed.leaseUntil()));
                    return Instant.now().isAfter(keptUntil);
                });
        mosaic.complete(claimed).statusCode(200);
    }

    @Test
    void aHeartbeatDoesNotRenewTheLease() {
        mosaic.aQueuedTask(session, "java", SHORT);
        var claimed = mosaic.claimed(agent);
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    api.call("agent-heartbeat", agent.token(), Map.of("agentId", agent.id()))
                            .statusCode(200);
                    return mosaic.stateOf(claimed.taskId()).equals("queued");
                });
    }

    @Test
    void aLeaseThatEndsOnTheLastAttemptFailsTheTask() {
        mosaic.aQueuedTask(session, "java", plus(SHORT, "maxAttempts", 1));
        var claimed = mosaic.claimed(agent);
        mosaic.awaitState(claimed.taskId(), "failed").body("reason", notNullValue());
    }

    @Test
    void leasesAreBounded() {
        for (int wrong : new int[] {0, -1, Integer.MAX_VALUE}) {
            refused(
                    api.admin("task-assign", plus(Mosaic.task(session, "java"), "leaseSeconds", wrong)),
                    400,
                    "INVALID_FIELD");
        }
    }
}
