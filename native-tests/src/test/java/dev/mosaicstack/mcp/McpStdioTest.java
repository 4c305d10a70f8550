package dev.mosaicstack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.Stack;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code mosaic mcp-stdio}: what a client sees that started it as a process, mishaps included. */
@ExtendWith(Stack.Shared.class)
@Timeout(300)
class McpStdioTest {

    @Test
    void aServerThatIsNotThereIsNamedWithWhatToStart() throws IOException, InterruptedException {
        String nowhere = "http://127.0.0.1:" + Ports.free() + "/mcp";
        try (var client = StdioClient.of(nowhere, "any")) {
            client.send(Map.of("id", 1, "method", "tools/list"));
            assertThat(client.answer(1).at("/error/message").asText())
                    .contains(nowhere)
                    .contains("./mosaic run")
                    .contains("MOSAIC_MCP_URL");
            assertThat(client.end()).isZero();
            assertThat(client.complaints()).noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void aTokenThatIsMissingOrWrongIsNamed() {
        try (var none = StdioClient.of(url(), null);
                var wrong = StdioClient.of(url(), "made-up")) {
            none.send(Map.of("id", "a", "method", "tools/list"));
            wrong.call("b", "session_list", Map.of());
            assertThat(none.answer("a").at("/error/message").asText()).contains("MOSAIC_TOKEN");
            assertThat(none.answer("a").at("/error/data/code").asText()).isEqualTo("UNAUTHENTICATED");
            assertThat(wrong.answer("b").at("/error/message").asText()).contains("the token of MOSAIC_TOKEN is not");
        }
    }

    @Test
    void aLineThatIsNoMessageIsRefusedAndTheNextIsAnswered() {
        try (var client = StdioClient.of(url(), token())) {
            client.sendLine("{");
            client.sendLine("[]");
            client.call("c", "session_list", Map.of());
            assertThat(client.answer("c").at("/result/structuredContent/items").isArray())
                    .isTrue();
            assertThat(client.said().stream()
                            .map(message -> message.at("/error/code").asInt())
                            .toList())
                    .startsWith(-32700, -32600);
        }
    }

    @Test
    void aRequestThatWaitsHoldsUpNoOther() {
        Agent agent = agent();
        try (var client = StdioClient.of(url(), agent.token())) {
            client.call("wait", "task_claim", Map.of("agentId", agent.id(), "waitSeconds", 20));
            client.await("it waits", message -> message.path("method").asText().equals("notifications/progress"));
            client.call("ask", "task_list", Map.of("sessionId", agent.session()));
            client.answer("ask");
            String task = mosaic().aQueuedTaskFor(agent);
            assertThat(client.answer("wait")
                            .at("/result/structuredContent/tasks/0/taskId")
                            .asText())
                    .isEqualTo(task);
        }
    }

    @Test
    void whatIsCancelledIsNotAnsweredAndTakesNoWork() {
        Agent agent = agent();
        try (var client = StdioClient.of(url(), agent.token())) {
            client.call(7, "task_claim", Map.of("agentId", agent.id(), "waitSeconds", 20));
            client.await("it waits", message -> message.path("method").asText().equals("notifications/progress"));
            client.send(Map.of("method", "notifications/cancelled", "params", Map.of("requestId", 7)));
            client.call("after", "task_list", Map.of("sessionId", agent.session()));
            client.answer("after");
            String task = mosaic().aQueuedTaskFor(agent);
            assertThat(mosaic().claimedIds(agent, Map.of("waitSeconds", 10))).containsExactly(task);
            assertThat(client.said()).noneMatch(message -> message.path("id").asInt() == 7);
        }
    }

    @Test
    void theEndOfItsInputEndsItAndWhatWaitedTakesNoWork() throws IOException, InterruptedException {
        Agent agent = agent();
        try (var client = StdioClient.of(url(), agent.token())) {
            client.call("wait", "task_claim", Map.of("agentId", agent.id(), "waitSeconds", 25));
            client.await("it waits", message -> message.path("method").asText().equals("notifications/progress"));
            assertThat(client.end()).isZero();
        }
        String task = mosaic().aQueuedTaskFor(agent);
        assertThat(mosaic().claimedIds(agent, Map.of("waitSeconds", 10))).containsExactly(task);
    }

    @Test
    void aServerThatIsKilledIsMissedOnlyUntilItIsBack() {
        Stack first = Stack.ofItsOwn("stdio", Map.of());
        Agent agent = first.mosaic().anAgentThatCan(first.mosaic().aSession(), "java");
        String url = first.api().base() + "/mcp";
        try (var stateless = StdioClient.of(url, agent.token());
                var session = StdioClient.of(url, first.api().adminToken())) {
            session.begin();
            stateless.call("wait", "task_claim", Map.of("agentId", agent.id(), "waitSeconds", 25));
            stateless.await(
                    "it waits", message -> message.path("method").asText().equals("notifications/progress"));
            first.process().kill();
            assertThat(stateless.answer("wait").at("/error/message").asText()).contains("broke before");
            session.send(list("gone"));
            assertThat(session.answer("gone").at("/error/message").asText()).contains("nothing answers at " + url);
            try (Stack second = first.againInItsPlace()) {
                String task = second.mosaic().aQueuedTaskFor(agent);
                stateless.call("again", "task_claim", Map.of("agentId", agent.id(), "waitSeconds", 10));
                session.send(list("back"));
                assertThat(stateless
                                .answer("again")
                                .at("/result/structuredContent/tasks/0/taskId")
                                .asText())
                        .isEqualTo(task);
                assertThat(session.answer("back").at("/result/isError").asBoolean())
                        .isFalse();
            }
        } finally {
            first.close();
        }
    }

    private static Map<String, Object> list(String id) {
        return Map.of(
                "id", id, "method", "tools/call", "params", Map.of("name", "session_list", "arguments", Map.of()));
    }

    private static String url() {
        return Stack.shared().api().base() + "/mcp";
    }

    private static String token() {
        return Stack.shared().api().adminToken();
    }

    private static Mosaic mosaic() {
        return Stack.shared().mosaic();
    }

    private static Agent agent() {
        return mosaic().anAgentThatCan(mosaic().aSession(), "java");
    }
}
