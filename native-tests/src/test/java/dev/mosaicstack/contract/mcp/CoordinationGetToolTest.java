package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinationGetToolTest extends ToolContract {

    CoordinationGetToolTest() {
        super("coordination_get", Hint.READS, "admin", "client", "agent", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("requestId", anUnknownId());
    }

    @Test
    void itIsShownWithItsResponse() {
        String request = asked();
        assertThat(good(as(agent), tool, Map.of("requestId", request)).text()).contains(request, "pending");
        api.call("coordination-respond", agent.token(), Map.of("requestId", request, "body", 7))
                .statusCode(200);
        assertThat(good(admin, tool, Map.of("requestId", request, "waitSeconds", 5))
                        .text())
                .contains("responded", "Response: 7");
    }

    @Test
    void oneOfAnotherSessionIsNotKnown() {
        Agent stranger = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        refused(as(stranger), tool, Map.of("requestId", asked()), "REQUEST_UNKNOWN");
    }

    private String asked() {
        Agent asker = mosaic.anAgentThatCan(session, "review");
        return api.call("coordination-request", asker.token(), Map.of("to", agent.id(), "topic", "q", "body", "why?"))
                .statusCode(201)
                .extract()
                .path("requestId");
    }
}
