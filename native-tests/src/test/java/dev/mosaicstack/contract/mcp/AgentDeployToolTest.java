package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentDeployToolTest extends ToolContract {

    AgentDeployToolTest() {
        super("agent_deploy", Hint.ADDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Mosaic.agent(session, "java", "review");
    }

    @Test
    void theAgentWorksWithTheTokenThatIsShownOnce() {
        Answer made = good(admin, tool, arguments());
        assertThat(made.text())
                .contains(made.id("agentId"), "java, review", "shown only this once: " + made.id("token"));
        api.call("agent-heartbeat", made.id("token"), Map.of()).statusCode(200).body("agentId", is(made.id("agentId")));
    }

    @Test
    void aRepeatWithItsKeyDeploysNoOther() {
        twice(arguments(), "agentId");
    }

    @Test
    void aSessionThatHasEndedTakesNone() {
        api.admin("session-close", Map.of("sessionId", session)).statusCode(200);
        refused(admin, tool, arguments(), "SESSION_CLOSED");
    }
}
