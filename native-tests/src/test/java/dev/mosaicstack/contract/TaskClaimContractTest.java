package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.Mosaic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskClaimContractTest extends Contract {

    private final String session = mosaic.aSession();

    @Test
    void agentGetsTheTaskItsCapabilityAllows() {
        String task = mosaic.aQueuedTask(session, "java", Map.of("payload", Map.of("n", 1)));
        mosaic.claim(mosaic.anAgentThatCan(session, "java"))
                .statusCode(200)
                .body("tasks[0].taskId", is(task))
                .body("tasks[0].fence", is(1))
                .body("tasks[0].attempt", is(1))
                .body("tasks[0].leaseUntil", matchesPattern(TIME))
                .body("tasks[0].payload.n", is(1));
    }

    @Test
    void agentGetsNothingItCannotDo() {
        mosaic.aQueuedTask(session, "java");
        mosaic.claim(mosaic.anAgentThatCan(session, "review")).statusCode(200).body("tasks", empty());
    }

    @Test
    void agentGetsNothingOfAnotherSession() {
        mosaic.aQueuedTask(session, "java");
        var stranger = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        assertThat(mosaic.claimedIds(stranger, Map.of("max", 100))).isEmpty();
    }

    @Test
    void anAddressedTaskIsForThatAgentOnly() {
        var target = mosaic.anAgentThatCan(session);
        String task = mosaic.aQueuedTaskFor(target);
        assertThat(mosaic.claimedIds(mosaic.anAgentThatCan(session, "java"), Map.of()))
                .isEmpty();
        assertThat(mosaic.claimedIds(target, Map.of())).containsExactly(task);
    }

    @Test
    void anAddressedTaskAndOneByCapabilityComeInTheOrderOfPriority() {
        var agent = mosaic.anAgentThatCan(session, "java");
        String later = mosaic.aQueuedTask(session, "java", Map.of("priority", 7));
        String addressed = mosaic.aQueuedTaskFor(agent);
        String first = mosaic.aQueuedTask(session, "java", Map.of("priority", 0));
        assertThat(mosaic.claimedIds(agent, Map.of("max", 10))).containsExactly(first, addressed, later);
    }

    @Test
    void theMostUrgentTaskIsFirstHoweverFewAreTaken() {
        var agent = mosaic.anAgentThatCan(session, "java");
        String last = mosaic.aQueuedTask(session, "java", Map.of("priority", 9));
        String middle = mosaic.aQueuedTask(session, "java");
        String first = mosaic.aQueuedTask(session, "java", Map.of("priority", 0));
        assertThat(mosaic.claimedIds(agent, Map.of("max", 1))).containsExactly(first);
        assertThat(mosaic.claimedIds(agent, Map.of("max", 1))).containsExactly(middle);
        assertThat(mosaic.claimedIds(agent, Map.of("max", 1))).containsExactly(last);
    }

    @Test
    void insideOnePriorityTheOldestIsFirst() {
        var agent = mosaic.anAgentThatCan(session, "java", "sql");
        String one = mosaic.aQueuedTask(session, "java");
        String two = mosaic.aQueuedTask(session, "sql");
        String three = mosaic.aQueuedTask(session, "java");
        assertThat(mosaic.claimedIds(agent, Map.of())).containsExactly(one);
        assertThat(mosaic.claimedIds(agent, Map.of("max", 2))).containsExactly(two, three);
    }

    @Test
    void theCallMayNarrowTheCapabilitiesButNotWidenThem() {
        var agent = mosaic.anAgentThatCan(session, "java", "sql");
        mosaic.aQueuedTask(session, "java");
        String sql = mosaic.aQueuedTask(session, "sql");
        mosaic.aQueuedTask(session, "review");
        assertThat(mosaic.claimedIds(agent, Map.of("capabilities", List.of("sql", "review"), "max", 10)))
                .containsExactly(sql);
    }

    @Test
    void maxBoundsWhatOneClaimGets() {
        var agent = mosaic.anAgentThatCan(session, "java");
        for (int i = 0; i < 5; i++) {
            mosaic.aQueuedTask(session, "java");
        }
        assertThat(mosaic.claimedIds(agent, Map.of("max", 3))).hasSize(3);
        assertThat(mosaic.claimedIds(agent, Map.of("max", 100))).hasSize(2);
        refused(mosaic.claim(agent, Map.of("max", 0)), 400, "INVALID_FIELD");
        refused(mosaic.claim(agent, Map.of("max", 1_000_000)), 400, "INVALID_FIELD");
        refused(mosaic.claim(agent, Map.of("waitSeconds", 31)), 400, "INVALID_FIELD");
        refused(mosaic.claim(agent, Map.of("waitSeconds", -1)), 400, "INVALID_FIELD");
    }

    @Test
    void aLongPollWakesWhenWorkArrives() {
        var agent = mosaic.anAgentThatCan(session, "java");
        var waiting = meanwhile(() -> mosaic.claimedIds(agent, Map.of("waitSeconds", 20)));
        assertThat(waiting).isNotDone();
        Instant queuedAt = Instant.now();
        String task = mosaic.aQueuedTask(session, "java");
        assertThat(waiting.join()).containsExactly(task);
        assertThat(Duration.between(queuedAt, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aLongPollWakesWhenAnAddressedTaskOrAnUnblockedOneArrives() {
        var first = mosaic.anAgentThatCan(session, "java");
        var second = mosaic.anAgentThatCan(session, "review");
        mosaic.aQueuedTask(session, "java");
        var held = mosaic.claimed(first);
        String blocked = mosaic.aTaskBlockedBy(session, "review", held.taskId());
        var waiting = meanwhile(() -> mosaic.claimedIds(second, Map.of("waitSeconds", 20)));
        mosaic.complete(held).statusCode(200);
        assertThat(waiting.join()).containsExactly(blocked);
        var again = meanwhile(() -> mosaic.claimedIds(second, Map.of("waitSeconds", 20)));
        String addressed = mosaic.aQueuedTaskFor(second);
        assertThat(again.join()).containsExactly(addressed);
    }

    @Test
    void aLongPollWithoutWorkEndsEmptyWhenItsTimeIsOver() {
        var agent = mosaic.anAgentThatCan(session, "java");
        Instant asked = Instant.now();
        assertThat(mosaic.claimedIds(agent, Map.of("waitSeconds", 1))).isEmpty();
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    @Test
    void aTaskNeedsExactlyOneOfAgentAndCapability() {
        var agent = mosaic.anAgentThatCan(session, "java");
        refused(api.admin("task-assign", Map.of("sessionId", session, "title", "t")), 400, "INVALID_FIELD");
        refused(
                api.admin("task-assign", plus(Mosaic.task(session, "java"), "agentId", agent.id())),
                400,
                "INVALID_FIELD");
        var stranger = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        refused(
                api.admin("task-assign", Map.of("sessionId", session, "title", "t", "agentId", stranger.id())),
                404,
                "AGENT_UNKNOWN");
    }

    @Test
    void prioritiesGoFromZeroToNine() {
        for (int wrong : List.of(-1, 10)) {
            refused(
                    api.admin("task-assign", plus(Mosaic.task(session, "java"), "priority", wrong)),
                    400,
                    "INVALID_FIELD");
        }
    }
}
