package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinationRequestToolTest extends ToolContract {

    CoordinationRequestToolTest() {
        super("coordination_request", Hint.ADDS, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("sessionId", session, "from", agent.id(), "capability", "review", "topic", "t", "body", "b");
    }

    @Test
    void anAgentAsksWithoutItsIdAndGetsTheResponse() {
        Agent helper = mosaic.anAgentThatCan(session, "review");
        var asking = meanwhile(() -> good(
                as(agent), tool, Map.of("to", helper.id(), "topic", "question", "body", "why?", "waitSeconds", 20)));
        String request = api.call("coordination-inbox", helper.token(), Map.of("waitSeconds", 10))
                .extract()
                .path("requests[0].requestId");
        api.call("coordination-respond", helper.token(), Map.of("requestId", request, "body", "because"))
                .statusCode(200);
        assertThat(asking.join().text()).contains(request, "responded", "Response: \"because\"");
    }

    @Test
    void withoutAWaitItIsPending() {
        Answer asked = good(as(agent), tool, Map.of("capability", "review", "topic", "t", "body", Map.of("a", 1)));
        assertThat(asked.text()).contains(asked.id("requestId"), "pending", asked.id("deadline"));
        api.admin("coordination-get", Map.of("requestId", asked.id("requestId")))
                .body("from", is(agent.id()));
    }

    @Test
    void aRepeatWithItsKeyAsksNoOther() {
        twice(arguments(), "requestId");
    }

    @Test
    void anAgentAsksForItselfOnly() {
        Agent other = mosaic.anAgentThatCan(session, "review");
        refused(as(other), tool, arguments(), "FORBIDDEN");
    }
}
