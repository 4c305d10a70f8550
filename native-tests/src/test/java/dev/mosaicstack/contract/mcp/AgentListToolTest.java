package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentListToolTest extends ToolContract {

    AgentListToolTest() {
        super("agent_list", Hint.READS, "admin", "client", "agent", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("sessionId", session);
    }

    @Test
    void itShowsALineForEach() {
        Agent other = mosaic.anAgentThatCan(session, "review");
        Answer page = good(as(agent), tool, arguments());
        assertThat(page.text().lines()).hasSize(2);
        assertThat(page.text()).contains(agent.id(), other.id(), "can do review");
        assertThat(good(admin, tool, Map.of("sessionId", session, "capability", "java"))
                        .text())
                .contains(agent.id())
                .doesNotContain(other.id());
    }

    @Test
    void aStateThatThereIsNotIsRefused() {
        refused(admin, tool, Map.of("state", "asleep"), "INVALID_FIELD");
    }
}
