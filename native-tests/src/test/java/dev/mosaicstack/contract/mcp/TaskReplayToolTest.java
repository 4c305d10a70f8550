package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskReplayToolTest extends ToolContract {

    TaskReplayToolTest() {
        super("task_replay", Hint.MOVES, "admin");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("taskId", anUnknownId());
    }

    @Test
    void aFailedTaskIsQueuedAgain() {
        String task = mosaic.aQueuedTask(session, "java");
        mosaic.fail(mosaic.claimed(agent), false).statusCode(200);
        assertThat(good(admin, tool, Map.of("taskId", task)).text()).contains(task, "queued");
        mosaic.task(task).body("state", is("queued")).body("attempt", is(0));
    }

    @Test
    void oneThatHasNotFailedIsRefused() {
        String task = mosaic.aQueuedTask(session, "java");
        refused(admin, tool, Map.of("taskId", task), "TASK_NOT_FAILED");
    }
}
