package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskFailToolTest extends ToolContract {

    TaskFailToolTest() {
        super("task_fail", Hint.MOVES, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("taskId", anUnknownId(), "agentId", agent.id(), "fence", 1, "reason", "r");
    }

    @Test
    void theTaskIsTriedAgainOrHasFailed() {
        String task = mosaic.aQueuedTask(session, "java");
        mosaic.claimed(agent);
        Answer again = good(as(agent), tool, Map.of("taskId", task, "fence", 1, "reason", "flaky"));
        assertThat(again.text()).contains(task, "queued");
        mosaic.claimed(agent);
        Answer failed =
                good(as(agent), tool, Map.of("taskId", task, "fence", 2, "reason", "it broke", "retryable", false));
        assertThat(failed.text()).contains("failed", "Reason: it broke");
        mosaic.task(task).body("state", is("failed")).body("reason", is("it broke"));
    }

    @Test
    void anOldFenceIsRefused() {
        String task = mosaic.aQueuedTask(session, "java");
        refused(as(agent), tool, Map.of("taskId", task, "fence", 1, "reason", "r"), "TASK_FENCED");
    }
}
