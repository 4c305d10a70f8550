package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskCompleteBatchToolTest extends ToolContract {

    TaskCompleteBatchToolTest() {
        super("task_complete_batch", Hint.MOVES, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("agentId", agent.id(), "tasks", List.of(Map.of("taskId", anUnknownId(), "fence", 1)));
    }

    @Test
    void eachHasItsResult() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        var reports = List.of(
                Map.of("taskId", claimed.taskId(), "fence", 1, "result", "done"),
                Map.of("taskId", anUnknownId(), "fence", 1));
        Answer done = good(as(agent), tool, Map.of("tasks", reports));
        assertThat(done.text()).contains(claimed.taskId() + " is completed", "Refused: TASK_UNKNOWN");
        mosaic.task(claimed.taskId()).body("result", is("done"));
    }

    @Test
    void noReportIsTooFew() {
        refused(as(agent), tool, Map.of("tasks", List.of()), "INVALID_FIELD");
    }
}
