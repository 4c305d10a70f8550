package dev.mosaicstack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.StatelessMcp;
import dev.mosaicstack.testkit.StatelessMcp.Answer;
import dev.mosaicstack.testkit.StatelessMcp.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP 2026-07-28, round trips: what the suite does not look at, with the suite's tools. */
@Timeout(300)
class StatelessRoundsTest {

    private static final String CONFIRMS = "test_input_required_result_request_state";
    private static final Map<String, ?> ANSWERS =
            Map.of("confirm", Map.of("action", "accept", "content", Map.of("ok", true)));
    private static final Map<String, ?> ELICITS = Map.of("elicitation", Map.of());

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.of(Artifact.withFixtures(), "rounds", Map.of());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private final StatelessMcp mcp = new StatelessMcp(stack.api(), stack.api().adminToken());

    @Test
    void aStateIsOfOnePrincipalAndOneRequest() {
        String state = asked(mcp);
        String token = stack.api()
                .admin("token-create", Map.of("name", "other", "role", "admin"))
                .extract()
                .path("token");
        assertThat(error(repeat(new StatelessMcp(stack.api(), token), state))).isEqualTo(-32602);
        assertThat(error(repeat(mcp, state).param("arguments", Map.of("other", 1))))
                .isEqualTo(-32602);
        Request otherTool = mcp.tool("test_input_required_result_tampered_state", Map.of())
                .capabilities(ELICITS)
                .param("inputResponses", ANSWERS)
                .param("requestState", state);
        assertThat(error(otherTool)).isEqualTo(-32602);
        assertThat(error(repeat(mcp, state + "A"))).isEqualTo(-32602);
        assertThat(error(repeat(mcp, "").param("requestState", 7))).isEqualTo(-32602);
        assertThat(repeat(mcp, state).send().result().path("resultType").textValue())
                .isEqualTo("complete");
    }

    @Test
    void aStateIsGoodAfterARestart() {
        try (Stack first = Stack.of(Artifact.withFixtures(), "rounds-restart", Map.of())) {
            String state = asked(new StatelessMcp(first.api(), first.api().adminToken()));
            first.process().kill();
            try (Stack again = first.again()) {
                var client = new StatelessMcp(again.api(), again.api().adminToken());
                assertThat(repeat(client, state)
                                .send()
                                .result()
                                .at("/content/0/text")
                                .textValue())
                        .isEqualTo("state-ok");
            }
        }
    }

    @Test
    void whatAClientDidNotDeclareIsNotAskedOfIt() {
        Answer answer = mcp.tool("test_input_required_result_multiple_inputs", Map.of())
                .capabilities(ELICITS)
                .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32021);
        JsonNode required = answer.error().at("/data/requiredCapabilities");
        assertThat(required.properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("sampling", "roots");
    }

    @Test
    void answersAreObjects() {
        for (Object wrong : List.of("x", List.of(), Map.of("confirm", 7))) {
            assertThat(error(mcp.tool(CONFIRMS, Map.of()).capabilities(ELICITS).param("inputResponses", wrong)))
                    .isEqualTo(-32602);
        }
    }

    @Test
    void aFaultIsToldByItsRequestIdAndNotByItsCause() {
        Answer answer = mcp.tool("test_fault", Map.of()).send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32603);
        assertThat(answer.last().toString()).doesNotContain("cause", "Exception");
        String requestId = answer.error().at("/data/requestId").textValue();
        assertThat(answer.headers().get("x-request-id")).containsExactly(requestId);
        assertThat(stack.log()).contains(requestId, "the cause");
    }

    private static String asked(StatelessMcp client) {
        JsonNode result =
                client.tool(CONFIRMS, Map.of()).capabilities(ELICITS).send().result();
        assertThat(result.path("resultType").textValue()).isEqualTo("input_required");
        assertThat(result.at("/inputRequests/confirm/method").textValue()).isEqualTo("elicitation/create");
        return result.path("requestState").textValue();
    }

    private static Request repeat(StatelessMcp client, String state) {
        return client.tool(CONFIRMS, Map.of())
                .capabilities(ELICITS)
                .param("inputResponses", ANSWERS)
                .param("requestState", state);
    }

    private static int error(Request request) {
        return request.send().error().path("code").intValue();
    }
}
