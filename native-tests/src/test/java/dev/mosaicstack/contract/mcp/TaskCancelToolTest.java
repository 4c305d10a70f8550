package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskCancelToolTest extends ToolContract {

    TaskCancelToolTest() {
        super("task_cancel", Hint.ENDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("taskId", anUnknownId());
    }

    @Test
    void aQueuedTaskIsCancelled() {
        String task = mosaic.aQueuedTask(session, "java");
        Answer cancelled = good(withRole("client"), tool, Map.of("taskId", task, "reason", "not wanted"));
        assertThat(cancelled.text()).contains(task, "cancelled", "Reason: not wanted");
        mosaic.task(task).body("state", is("cancelled"));
    }

    @Test
    void oneThatAnAgentWorksOnIsHeld() {
        String task = mosaic.aQueuedTask(session, "java");
        mosaic.claimed(agent);
        refused(admin, tool, Map.of("taskId", task), "TASK_HELD");
    }
}
