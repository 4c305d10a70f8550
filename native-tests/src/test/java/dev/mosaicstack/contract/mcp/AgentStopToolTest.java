package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentStopToolTest extends ToolContract {

    AgentStopToolTest() {
        super("agent_stop", Hint.ENDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("agentId", agent.id());
    }

    @Test
    void itsWorkGoesToOthersAndItsTokenIsDead() {
        String task = mosaic.aQueuedTask(session, "java");
        mosaic.claimed(agent);
        Answer stopped = good(admin, tool, arguments());
        assertThat(stopped.text()).contains(agent.id(), "stopped");
        mosaic.task(task).body("state", is("queued"));
        api.call("task-list", agent.token(), Map.of()).statusCode(401);
    }

    @Test
    void whatIsNotThereIsRefused() {
        refused(admin, tool, Map.of("agentId", anUnknownId()), "AGENT_UNKNOWN");
    }
}
