package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentHeartbeatToolTest extends ToolContract {

    AgentHeartbeatToolTest() {
        super("agent_heartbeat", Hint.MOVES, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("agentId", agent.id());
    }

    @Test
    void anAgentIsAliveWithoutItsId() {
        Answer alive = good(as(agent), tool, Map.of());
        assertThat(alive.id("agentId")).isEqualTo(agent.id());
        assertThat(alive.text()).contains(agent.id(), "idle", alive.id("lastSeenAt"));
    }

    @Test
    void whoIsNoAgentSaysWhich() {
        assertThat(good(admin, tool, arguments()).id("agentId")).isEqualTo(agent.id());
        refused(admin, tool, Map.of(), "INVALID_FIELD");
    }

    @Test
    void anAgentSpeaksForItselfOnly() {
        Agent other = mosaic.anAgentThatCan(session, "java");
        refused(as(agent), tool, Map.of("agentId", other.id()), "FORBIDDEN");
    }
}
