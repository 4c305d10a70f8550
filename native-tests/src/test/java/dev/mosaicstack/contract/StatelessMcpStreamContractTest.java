package dev.mosaicstack.contract;

import static dev.mosaicstack.contract.StatelessMcpContractTest.complete;
import static dev.mosaicstack.contract.StatelessMcpContractTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.McpSession;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.StatelessMcp;
import dev.mosaicstack.testkit.StatelessMcp.Answer;
import dev.mosaicstack.testkit.StatelessMcp.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28: answers that take long, and clients that listen. */
@Timeout(300)
class StatelessMcpStreamContractTest extends Contract {

    private static final String SUBSCRIPTION = "/_meta/io.modelcontextprotocol~1subscriptionId";

    private final StatelessMcp mcp = new StatelessMcp(api, api.adminToken());
    private final String session = mosaic.aSession();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWaitsAndWantsToKnowIsToldHowLongItIs(boolean text) {
        Agent agent = mosaic.anAgentThatCan(session, "java");
        Object token = text ? "the token" : 7;
        Answer answer = new StatelessMcp(api, agent.token())
                .tool("task_claim", Map.of("waitSeconds", 3))
                .progressToken(token)
                .send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.streamed()).isTrue();
        asksProxiesNotToBuffer(answer.headers());
        assertThat(answer.messages()).hasSizeGreaterThan(1);
        double before = -1;
        for (JsonNode message : answer.messages().subList(0, answer.messages().size() - 1)) {
            assertThat(message.path("method").textValue()).isEqualTo("notifications/progress");
            assertThat(message.at("/params/progressToken").asText()).isEqualTo(token.toString());
            assertThat(message.at("/params/progress").doubleValue()).isGreaterThan(before);
            before = message.at("/params/progress").doubleValue();
        }
        assertThat(complete(answer).at("/structuredContent/tasks")).isEmpty();
    }

    @Test
    void whoDoesNotWantToKnowGetsOneAnswer() {
        Agent agent = mosaic.anAgentThatCan(session, "java");
        Answer answer = new StatelessMcp(api, agent.token())
                .tool("task_claim", Map.of("waitSeconds", 2))
                .send();
        assertThat(answer.streamed()).isFalse();
        complete(answer);
    }

    @Test
    void aConnectionThatIsSilentIsShownToBeAliveAndAnEndedTokenEndsIt() {
        try (var stack = Stack.ofItsOwn("mcp-keep-alive", Map.of("MOSAIC_MCP_KEEP_ALIVE", "PT0.2S"))) {
            Agent agent = stack.mosaic().anAgentThatCan(stack.mosaic().aSession(), "java");
            var theirs = new StatelessMcp(stack.api(), agent.token());
            try (Stream waiting =
                    theirs.tool("task_claim", Map.of("waitSeconds", 2)).open()) {
                assertThat(waiting.next().at("/result/resultType").textValue()).isEqualTo("complete");
                assertThat(waiting.streamed()).isTrue();
                assertThat(waiting.comments()).isGreaterThan(1);
            }
            try (Stream listening = listen(theirs, List.of("mosaic://sessions/" + agent.session()))) {
                acknowledged(listening);
                await().until(() -> listening.comments() > 2);
                stack.api().admin("agent-stop", Map.of("agentId", agent.id())).statusCode(200);
                JsonNode last = listening.next();
                while (last.has("method")) {
                    last = listening.next();
                }
                assertThat(last.at("/result/resultType").textValue()).isEqualTo("complete");
                assertThat(last.path("result").at(SUBSCRIPTION)).isEqualTo(last.path("id"));
                assertThat(listening.next().isMissingNode()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClaimWhoseClientLeftTakesNoTask(boolean progress) {
        Agent gone = mosaic.anAgentThatCan(session, "java");
        var request = new StatelessMcp(api, gone.token()).tool("task_claim", Map.of("waitSeconds", 30));
        if (progress) {
            try (Stream waiting = request.progressToken("p").open()) {
                assertThat(waiting.next().path("method").textValue()).isEqualTo("notifications/progress");
            }
        } else {
            leave(gone);
        }
        pass(500);
        String task = mosaic.aQueuedTask(session, "java", Map.of("leaseSeconds", 600));
        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5)).until(() -> mosaic.stateOf(task)
                .equals("queued"));
        Claimed claimed = mosaic.claimed(mosaic.anAgentThatCan(session, "java"));
        assertThat(claimed.taskId()).isEqualTo(task);
        assertThat(claimed.attempt()).isEqualTo(1);
    }

    @Test
    void whoListensIsToldOfEachChange() {
        Agent agent = mosaic.anAgentThatCan(session, "java");
        String task = mosaic.aQueuedTask(session, "java");
        String uri = "mosaic://tasks/" + task;
        try (Stream listening = listen(mcp, List.of(uri, "mosaic://tasks/" + anUnknownId(), "mosaic://no/such"))) {
            assertThat(listening.streamed()).isTrue();
            asksProxiesNotToBuffer(listening.headers());
            JsonNode acknowledged = acknowledged(listening);
            assertThat(texts(acknowledged.at("/params/notifications/resourceSubscriptions")))
                    .containsExactly(uri);
            assertThat(acknowledged.at("/params/notifications").size()).isEqualTo(1);
            Claimed claimed = mosaic.claimed(agent);
            assertThat(updated(listening)).isEqualTo(uri);
            mosaic.complete(claimed).statusCode(200);
            assertThat(updated(listening)).isEqualTo(uri);
        }
    }

    @Test
    void whoMayNotReadAThingDoesNotLearnThatItChanges() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String uri = "mosaic://sessions/" + session;
        try (Stream listening = listen(new StatelessMcp(api, agent.token()), List.of(uri))) {
            assertThat(acknowledged(listening).at("/params/notifications")).isEmpty();
            mosaic.aQueuedTask(session, "java");
            await().during(Duration.ofSeconds(1)).until(() -> listening.soFar().isEmpty());
        }
    }

    @Test
    void whatIsNotASubscriptionIsRefused() {
        assertThat(code(mcp.request("subscriptions/listen", Map.of()).send())).isEqualTo(-32602);
        for (Object wrong : List.of("x", List.of(7), Map.of())) {
            var filter = Map.of("notifications", Map.of("resourceSubscriptions", wrong));
            assertThat(code(mcp.request("subscriptions/listen", filter).send())).isEqualTo(-32602);
        }
        Answer lacking = mcp.request("subscriptions/listen", Map.of("notifications", Map.of("taskIds", List.of("x"))))
                .send();
        assertThat(lacking.status()).isEqualTo(400);
        assertThat(code(lacking)).isEqualTo(-32021);
    }

    @Test
    void whoListensLearnsThatTheServerStops() {
        try (var stack = Stack.ofItsOwn("mcp-stop", Map.of())) {
            var theirs = new StatelessMcp(stack.api(), stack.api().adminToken());
            try (Stream listening = listen(theirs, List.of("mosaic://events/recent"))) {
                JsonNode id = acknowledged(listening).path("params").at(SUBSCRIPTION);
                var ended = Api.meanwhile(() -> stack.process().terminate());
                JsonNode last = listening.next();
                assertThat(last.path("id")).isEqualTo(id);
                assertThat(last.path("result").at(SUBSCRIPTION)).isEqualTo(id);
                assertThat(listening.next().isMissingNode()).isTrue();
                assertThat(ended.join().after()).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aCallThatWaitsIsAnsweredBeforeTheServerStops() {
        try (var stack = Stack.ofItsOwn("mcp-stop-waiting", Map.of())) {
            Agent agent = stack.mosaic().anAgentThatCan(stack.mosaic().aSession(), "java");
            var request = new StatelessMcp(stack.api(), agent.token()).tool("task_claim", Map.of("waitSeconds", 30));
            try (Stream waiting = request.progressToken("p").open()) {
                assertThat(waiting.next().path("method").textValue()).isEqualTo("notifications/progress");
                var ended = Api.meanwhile(() -> stack.process().terminate());
                JsonNode last = waiting.next();
                while (last.has("method")) {
                    last = waiting.next();
                }
                assertThat(last.at("/result/structuredContent/tasks").isArray()).isTrue();
                assertThat(ended.join().after()).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aTokenHasOnlySoManyStreamsOfAllRevisions() {
        try (var stack = Stack.ofItsOwn("mcp-max-streams", Map.of("MOSAIC_MCP_MAX_STREAMS", "2"))) {
            String token = stack.api().adminToken();
            var theirs = new StatelessMcp(stack.api(), token);
            McpSession session = McpSession.begin(stack.api().base(), token);
            String uri = "mosaic://sessions/" + stack.mosaic().aSession();
            try (Stream first = listen(theirs, List.of(uri))) {
                acknowledged(first);
                try (var second = session.listen();
                        var tooMany = session.listen();
                        Stream tooManyToo = listen(theirs, List.of(uri))) {
                    assertThat(second.status()).isEqualTo(200);
                    assertThat(tooMany.status()).isEqualTo(429);
                    assertThat(tooMany.header("Retry-After")).isEqualTo("10");
                    assertThat(tooManyToo.status()).isEqualTo(429);
                    assertThat(tooManyToo.headers().get("retry-after")).containsExactly("10");
                    assertThat(tooManyToo.next().path("code").textValue()).isEqualTo("RATE_LIMITED");
                    Agent agent = stack.mosaic().anAgentThatCan(stack.mosaic().aSession(), "java");
                    try (Stream ofAnother = listen(new StatelessMcp(stack.api(), agent.token()), List.of())) {
                        acknowledged(ofAnother);
                    }
                }
                await().until(() -> opens(theirs));
            }
        }
    }

    private static boolean opens(StatelessMcp client) {
        try (Stream stream = listen(client, List.of())) {
            return stream.status() == 200;
        }
    }

    @Test
    void thatTokensAreJudgedAgainIsNotAtTheExpenseOfTheirRate() {
        var settings = Map.of(
                "MOSAIC_MCP_KEEP_ALIVE",
                "PT0.2S",
                "MOSAIC_RATE_LIMIT_PER_SECOND",
                "1",
                "MOSAIC_RATE_LIMIT_BURST",
                "20");
        try (var stack = Stack.ofItsOwn("mcp-judged-again", settings)) {
            var theirs = new StatelessMcp(stack.api(), stack.api().adminToken());
            try (Stream one = listen(theirs, List.of());
                    Stream two = listen(theirs, List.of());
                    Stream three = listen(theirs, List.of())) {
                await().until(() -> one.comments() > 15 && two.comments() > 15 && three.comments() > 15);
                assertThat(theirs.request("tools/list", Map.of()).send().status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whoBeginsToListenWhileTheServerStopsIsSentAway() throws IOException {
        try (var stack = Stack.ofItsOwn("mcp-stop-listen", Map.of());
                var unfinished = new Socket("127.0.0.1", stack.api().base().getPort())) {
            var theirs = new StatelessMcp(stack.api(), stack.api().adminToken());
            try (Stream listening = listen(theirs, List.of())) {
                acknowledged(listening);
                // The server waits for the rest of it before it stops.
                String head = "POST /task-create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 9\r\n\r\n";
                unfinished.getOutputStream().write(Api.bytes(head));
                pass(500);
                var ended = Api.meanwhile(() -> stack.process().terminate());
                assertThat(listening.next().has("result")).isTrue();
                try (Stream late = listen(theirs, List.of())) {
                    assertThat(late.status()).isEqualTo(503);
                    assertThat(late.next().path("code").textValue()).isEqualTo("SHUTTING_DOWN");
                }
                ended.join();
            }
        }
    }

    static Stream listen(StatelessMcp client, List<String> uris) {
        return client.request("subscriptions/listen", Map.of("notifications", Map.of("resourceSubscriptions", uris)))
                .open();
    }

    static JsonNode acknowledged(Stream listening) {
        JsonNode first = listening.next();
        assertThat(first.path("method").textValue())
                .as(first.toString())
                .isEqualTo("notifications/subscriptions/acknowledged");
        assertThat(first.path("params").at(SUBSCRIPTION).isIntegralNumber()).isTrue();
        return first;
    }

    private static String updated(Stream listening) {
        JsonNode next = listening.next();
        assertThat(next.path("method").textValue()).isEqualTo("notifications/resources/updated");
        assertThat(next.path("params").at(SUBSCRIPTION).isMissingNode()).isFalse();
        return next.at("/params/uri").textValue();
    }

    private static int code(Answer answer) {
        return answer.error().path("code").intValue();
    }

    /** Sends a claim that waits, and hangs up before there is an answer. */
    private void leave(Agent agent) {
        byte[] body = Api.bytes(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tools/call",
                "params",
                Map.of(
                        "name", "task_claim",
                        "arguments", Map.of("waitSeconds", 30),
                        "_meta",
                                Map.of(
                                        "io.modelcontextprotocol/protocolVersion",
                                        StatelessMcp.VERSION,
                                        "io.modelcontextprotocol/clientCapabilities",
                                        Map.of()))));
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: task_claim\r\n"
                + "Authorization: Bearer " + agent.token() + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", api.base().getPort())) {
            socket.getOutputStream().write(Api.bytes(head));
            socket.getOutputStream().write(body);
            pass(500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The other side of a connection shows nothing that could be waited for. */
    private static void pass(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    private static void asksProxiesNotToBuffer(Map<String, List<String>> headers) {
        if (DIRECT) {
            assertThat(headers.get("x-accel-buffering")).containsExactly("no");
        }
    }
}
