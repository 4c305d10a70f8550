package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskClaimToolTest extends ToolContract {

    TaskClaimToolTest() {
        super("task_claim", Hint.ADDS, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("agentId", agent.id());
    }

    @Test
    void anAgentTakesWorkWithoutItsId() {
        String task = mosaic.aQueuedTask(session, "java", Map.of("payload", Map.of("file", "Main.java")));
        Answer claimed = good(as(agent), tool, Map.of());
        assertThat(claimed.text()).contains(task, "fence 1", "attempt 1 of 3", "Payload: {\"file\":\"Main.java\"}");
        assertThat(claimed.text())
                .contains(claimed.structured().at("/tasks/0/leaseUntil").textValue());
        mosaic.task(task).body("state", is("assigned")).body("agentId", is(agent.id()));
    }

    @Test
    void noWorkIsSaidInWords() {
        assertThat(good(admin, tool, arguments()).text()).startsWith("There is no work.");
    }

    @Test
    void aRepeatWithItsKeyClaimsNoOther() {
        mosaic.aQueuedTask(session, "java");
        mosaic.aQueuedTask(session, "java");
        var once = Map.of("idempotencyKey", anUnknownId());
        assertThat(good(as(agent), tool, once).structured())
                .isEqualTo(good(as(agent), tool, once).structured());
    }

    @Test
    void anAgentTakesNoWorkOfAnother() {
        Agent other = mosaic.anAgentThatCan(session, "java");
        refused(as(other), tool, arguments(), "FORBIDDEN");
    }
}
