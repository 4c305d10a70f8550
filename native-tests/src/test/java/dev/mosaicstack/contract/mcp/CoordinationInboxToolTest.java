package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinationInboxToolTest extends ToolContract {

    CoordinationInboxToolTest() {
        super("coordination_inbox", Hint.MOVES, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("agentId", agent.id());
    }

    @Test
    void anAgentReadsWhatIsAskedOfIt() {
        Agent asker = mosaic.anAgentThatCan(session, "review");
        String request = api.call(
                        "coordination-request",
                        asker.token(),
                        Map.of("capability", "java", "topic", "question", "body", Map.of("text", "why?")))
                .extract()
                .path("requestId");
        Answer read = good(as(agent), tool, Map.of());
        assertThat(read.text())
                .contains(request, "\"question\"", asker.id(), "held for you until", "Body: {\"text\":\"why?\"}");
        api.admin("coordination-get", Map.of("requestId", request)).body("state", is("delivered"));
    }

    @Test
    void anEmptyInboxIsSaidInWords() {
        assertThat(good(admin, tool, arguments()).text()).startsWith("Nobody asks anything.");
    }

    @Test
    void anAgentReadsItsOwnOnly() {
        refused(as(mosaic.anAgentThatCan(session, "java")), tool, arguments(), "FORBIDDEN");
    }
}
