package dev.mosaicstack.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.task.Task.Report;
import dev.mosaicstack.core.task.Task.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every move from every state: where it leads, or the code with which it is forbidden. */
class TaskMovesTableTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Report HOLDER = new Report("agent-1", 7);
    private static final List<String> FROM =
            List.of("blocked", "queued", "assigned", "completed", "failed", "cancelled");

    private static final Map<String, UnaryOperator<Task>> MOVES = moves();

    private static Map<String, UnaryOperator<Task>> moves() {
        Map<String, UnaryOperator<Task>> moves = new LinkedHashMap<>();
        moves.put("claim", task -> task.claim("agent-2", NOW));
        moves.put("renew", task -> task.renew(HOLDER, 50, "half", NOW));
        moves.put("complete", task -> task.complete(HOLDER, TextNode.valueOf("done"), NOW));
        moves.put("fail for good", task -> task.fail(HOLDER, "broken", false, NOW, NOW));
        moves.put("fail and retry", task -> task.fail(HOLDER, "broken", true, NOW.plusSeconds(1), NOW));
        moves.put("end lease", task -> task.endLease(NOW.plusSeconds(61)));
        moves.put("lose agent", task -> task.loseAgent(NOW));
        moves.put("stop agent", task -> task.stopAgent(NOW));
        moves.put("unblock", task -> task.unblock(NOW));
        moves.put("fail dependency", task -> task.failDependency("other", NOW));
        moves.put("cancel dependency", task -> task.cancelDependency("other", NOW));
        moves.put("cancel", task -> task.cancel("no longer wanted", NOW));
        moves.put("end session", task -> task.endSession(NOW));
        moves.put("exceed deadline", task -> task.exceedDeadline(NOW.plusSeconds(3600)));
        moves.put("replay", task -> task.replay(Task.Dependencies.COMPLETED, NOW));
        moves.put("replay blocked", task -> task.replay(Task.Dependencies.OPEN, NOW));
        moves.put("replay broken", task -> task.replay(Task.Dependencies.BROKEN, NOW));
        return moves;
    }

    static Stream<List<String>> table() {
        return Stream.of(
                // move, then from: blocked, queued, assigned, completed, failed, cancelled
                row("claim", "TASK_BLOCKED", "assigned", "TASK_HELD", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("renew", "TASK_FENCED", "TASK_FENCED", "assigned", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("complete", "TASK_FENCED", "TASK_FENCED", "completed", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("fail for good", "TASK_FENCED", "TASK_FENCED", "failed", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("fail and retry", "TASK_FENCED", "TASK_FENCED", "queued", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("end lease", "TASK_NOT_HELD", "TASK_NOT_HELD", "queued", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("lose agent", "TASK_NOT_HELD", "TASK_NOT_HELD", "queued", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("stop agent", "TASK_NOT_HELD", "TASK_NOT_HELD", "queued", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row(
                        "unblock",
                        "queued",
                        "TASK_NOT_BLOCKED",
                        "TASK_NOT_BLOCKED",
                        "TASK_ENDED",
                        "TASK_ENDED",
                        "TASK_ENDED"),
                row(
                        "fail dependency",
                        "failed",
                        "TASK_NOT_BLOCKED",
                        "TASK_NOT_BLOCKED",
                        "TASK_ENDED",
                        "TASK_ENDED",
                        "TASK_ENDED"),
                row(
                        "cancel dependency",
                        "cancelled",
                        "TASK_NOT_BLOCKED",
                        "TASK_NOT_BLOCKED",
                        "TASK_ENDED",
                        "TASK_ENDED",
                        "TASK_ENDED"),
                row("cancel", "cancelled", "cancelled", "TASK_HELD", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("end session", "cancelled", "cancelled", "cancelled", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row("exceed deadline", "failed", "failed", "failed", "TASK_ENDED", "TASK_ENDED", "TASK_ENDED"),
                row(
                        "replay",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "queued",
                        "TASK_NOT_FAILED"),
                row(
                        "replay blocked",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "blocked",
                        "TASK_NOT_FAILED"),
                row(
                        "replay broken",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "TASK_NOT_FAILED",
                        "TASK_DEPENDENCY_FAILED",
                        "TASK_NOT_FAILED"));
    }

    private static List<String> row(String... cells) {
        return List.of(cells);
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyMoveFromEveryStateLeadsWhereTheTableSays(List<String> row) {
        UnaryOperator<Task> move = MOVES.get(row.getFirst());
        for (int i = 0; i < FROM.size(); i++) {
            assertThat(outcome(move, aTask(FROM.get(i), 1)))
                    .as("%s from %s", row.getFirst(), FROM.get(i))
                    .isEqualTo(row.get(i + 1));
        }
    }

    @Test
    void theTableHasARowForEveryMove() {
        assertThat(table().map(List::getFirst)).containsExactlyElementsOf(MOVES.keySet());
    }

    @Test
    void eachClaimRaisesAttemptAndFence() {
        Task claimed = aTask("queued", 1).claim("agent-2", NOW);
        assertThat(claimed.attempt()).isEqualTo(2);
        assertThat(claimed.fence()).isEqualTo(8);
        assertThat(claimed.state()).isEqualTo(new State.Assigned("agent-2", NOW.plusSeconds(60)));
    }

    @Test
    void aReportWithAnOldFenceIsFencedWhateverTheStateIs() {
        for (String from : FROM) {
            assertThat(outcome(task -> task.complete(new Report("agent-1", 6), null, NOW), aTask(from, 1)))
                    .as(from)
                    .isEqualTo("TASK_FENCED");
        }
    }

    @Test
    void anotherAgentsReportIsFencedEvenWithTheRightFence() {
        assertThat(outcome(task -> task.complete(new Report("agent-9", 7), null, NOW), aTask("assigned", 1)))
                .isEqualTo("TASK_FENCED");
    }

    @Test
    void theHolderMayReportAfterItsLeaseEndedAsLongAsNobodyElseHasTheTask() {
        Task task = aTask("assigned", 1);
        assertThat(outcome(t -> t.complete(HOLDER, null, NOW.plusSeconds(999)), task))
                .isEqualTo("completed");
    }

    @Test
    void aLeaseThatIsNotOverIsNotEnded() {
        assertThat(outcome(task -> task.endLease(NOW.plusSeconds(60)), aTask("assigned", 1)))
                .isEqualTo("TASK_HELD");
    }

    @Test
    void theLastAttemptFailsForGoodInsteadOfBeingRetried() {
        for (String move : List.of("fail and retry", "end lease", "lose agent")) {
            assertThat(outcome(MOVES.get(move), aTask("assigned", 3))).as(move).isEqualTo("failed");
        }
    }

    @Test
    void anAgentThatIsStoppedGivesItsAttemptBack() {
        assertThat(aTask("assigned", 3).stopAgent(NOW).attempt()).isEqualTo(2);
    }

    @Test
    void stoppingAnAgentFailsWhatOnlyThatAgentMayDo() {
        for (String from : List.of("blocked", "queued", "assigned")) {
            Task addressed = withTarget(aTask(from, 1));
            assertThat(addressed.stopAgent(NOW).reason()).as(from).isEqualTo("AGENT_STOPPED");
        }
    }

    @Test
    void aRetriedTaskMayNotBeClaimedBeforeItsBackoffIsOver() {
        Task retried = MOVES.get("fail and retry").apply(aTask("assigned", 1));
        assertThat(outcome(task -> task.claim("agent-2", NOW), retried)).isEqualTo("TASK_NOT_READY");
        assertThat(outcome(task -> task.claim("agent-2", NOW.plusSeconds(1)), retried))
                .isEqualTo("assigned");
    }

    @Test
    void aReplayedTaskHasAllItsAttemptsAgainButItsOldFencesStayDead() {
        Task replayed = aTask("failed", 3).replay(Task.Dependencies.COMPLETED, NOW);
        assertThat(replayed.attempt()).isZero();
        assertThat(replayed.fence()).isEqualTo(7);
        assertThat(replayed.claim("agent-2", NOW).fence()).isEqualTo(8);
    }

    @Test
    void aTaskBeforeItsDeadlineDoesNotExceedIt() {
        assertThat(outcome(task -> task.exceedDeadline(NOW), aTask("queued", 1)))
                .isEqualTo("TASK_IN_TIME");
    }

    private static String outcome(UnaryOperator<Task> move, Task task) {
        try {
            return move.apply(task).stateText();
        } catch (Refusal.Conflict conflict) {
            return conflict.code();
        }
    }

    private static Task aTask(String state, int attempt) {
        State in =
                switch (state) {
                    case "blocked" -> new State.Blocked();
                    case "queued" -> new State.Queued(NOW);
                    case "assigned" -> new State.Assigned("agent-1", NOW.plusSeconds(60));
                    case "completed" -> new State.Completed("agent-1", null, NOW);
                    case "failed" -> new State.Failed("broken", null, NOW);
                    case "cancelled" -> new State.Cancelled("cancelled", null, NOW);
                    default -> throw new IllegalArgumentException(state);
                };
        var order =
                new Order("title", null, null, "java", 5, Set.of(), NOW.plusSeconds(3600), 3, Duration.ofSeconds(60));
        return new Task("task-1", "session-1", order, in, attempt, 7, null, null, NOW, NOW, 4);
    }

    private static Task withTarget(Task task) {
        Order order = task.order();
        var addressed =
                new Order(order.title(), null, "agent-1", null, 5, Set.of(), order.deadline(), 3, order.lease());
        return new Task(
                task.id(),
                task.sessionId(),
                addressed,
                task.state(),
                task.attempt(),
                task.fence(),
                null,
                null,
                NOW,
                NOW,
                4);
    }
}
