package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskCompleteToolTest extends ToolContract {

    TaskCompleteToolTest() {
        super("task_complete", Hint.MOVES, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("taskId", anUnknownId(), "agentId", agent.id(), "fence", 1);
    }

    @Test
    void theTaskEndsWithItsResult() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        var report = Map.of("taskId", claimed.taskId(), "fence", 1, "result", Map.of("answer", 42));
        Answer done = good(as(agent), tool, report);
        assertThat(done.text()).contains(claimed.taskId(), "completed");
        assertThat(good(as(agent), tool, report).structured()).isEqualTo(done.structured());
        mosaic.task(claimed.taskId()).body("state", is("completed")).body("result.answer", is(42));
    }

    @Test
    void whatHasEndedIsRefused() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        mosaic.complete(claimed).statusCode(200);
        refused(as(agent), tool, Map.of("taskId", claimed.taskId(), "fence", 1, "result", "other"), "TASK_ENDED");
    }
}
