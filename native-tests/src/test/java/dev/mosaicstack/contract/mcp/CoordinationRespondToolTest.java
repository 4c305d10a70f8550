package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinationRespondToolTest extends ToolContract {

    CoordinationRespondToolTest() {
        super("coordination_respond", Hint.MOVES, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("requestId", anUnknownId(), "agentId", agent.id(), "body", "b");
    }

    @Test
    void theAskerHasTheResponse() {
        String request = asked();
        Answer answered = good(as(agent), tool, Map.of("requestId", request, "body", List.of("because")));
        assertThat(answered.text()).contains(request, "responded", "Response: [\"because\"]");
        api.admin("coordination-get", Map.of("requestId", request)).body("response[0]", is("because"));
    }

    @Test
    void whatCannotBeAnsweredIsDeclined() {
        String request = asked();
        Answer declined = good(as(agent), tool, Map.of("requestId", request, "declineReason", "busy"));
        assertThat(declined.text()).contains("declined", "Declined: busy");
        refused(as(agent), tool, Map.of("requestId", request, "body", "after all"), "REQUEST_ENDED");
    }

    private String asked() {
        Agent asker = mosaic.anAgentThatCan(session, "review");
        return api.call("coordination-request", asker.token(), Map.of("to", agent.id(), "topic", "q", "body", "why?"))
                .statusCode(201)
                .extract()
                .path("requestId");
    }
}
