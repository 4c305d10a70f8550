package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.GivenAddress;
import dev.mosaicstack.testkit.LibraryMcp;
import dev.mosaicstack.testkit.McpSession;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Stack;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of MCP clients: whose they are, where they go on, how they end. */
class McpSessionsContractTest extends Contract {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aSessionDeclaresWhatItCanDo() {
        JsonNode begun = McpSession.none(api.base(), api.adminToken())
                .result(
                        "initialize",
                        Map.of(
                                "protocolVersion",
                                "2025-06-18",
                                "capabilities",
                                Map.of(),
                                "clientInfo",
                                Map.of("name", "n", "version", "1")));
        assertThat(begun.get("protocolVersion").textValue()).isEqualTo("2025-06-18");
        JsonNode capabilities = begun.get("capabilities");
        assertThat(capabilities.at("/resources/subscribe").booleanValue()).isTrue();
        assertThat(capabilities.has("completions")).isTrue();
        assertThat(capabilities.has("tools")).isTrue();
        assertThat(capabilities.toString()).as("no list ever changes").doesNotContain("listChanged");
    }

    @Test
    void aSessionOfAnotherTokenIsNotFound() {
        McpSession session = McpSession.begin(api.base(), api.adminToken());
        String other = api.admin("token-create", Map.of("name", "other", "role", "admin"))
                .statusCode(201)
                .extract()
                .path("token");
        McpSession stolen = session.at(api.base(), other);
        assertThat(stolen.post(stolen.message("ping", Map.of())).statusCode()).isEqualTo(404);
        assertThat(stolen.delete().statusCode()).isEqualTo(404);
        try (var stream = stolen.listen()) {
            assertThat(stream.status()).isEqualTo(404);
        }
        session.result("ping", Map.of());
    }

    @Test
    void aRequestNeedsNoSessionButAStreamAndItsEndDo() {
        McpSession none = McpSession.none(api.base(), api.adminToken());
        none.result("tools/list", Map.of());
        assertThat(none.delete().statusCode()).isEqualTo(405);
        try (var stream = none.listen()) {
            assertThat(stream.status()).isEqualTo(405);
        }
        JsonNode error = none.error("resources/subscribe", Map.of("uri", "mosaic://events/recent"));
        assertThat(error.get("code").intValue()).isEqualTo(-32602);
    }

    @Test
    void anEndedSessionIsNotFoundAndItsStreamsEnd() {
        McpSession session = McpSession.begin(api.base(), api.adminToken());
        try (var stream = session.listen()) {
            assertThat(session.delete().statusCode()).isEqualTo(204);
            assertThat(stream.endsWithin(SOON)).isTrue();
        }
        assertThat(session.post(session.message("ping", Map.of())).statusCode()).isEqualTo(404);
        assertThat(session.delete().statusCode()).isEqualTo(404);
    }

    @Test
    void aStreamEndsWithItsToken() {
        var created = api.admin("token-create", Map.of("name", "revoked", "role", "viewer"))
                .statusCode(201)
                .extract();
        McpSession session = McpSession.begin(api.base(), created.path("token"));
        try (var stream = session.listen()) {
            assertThat(stream.status()).isEqualTo(200);
            api.admin("token-revoke", Map.of("tokenId", created.path("tokenId")))
                    .statusCode(200);
            assertThat(stream.endsWithin(Duration.ofSeconds(15))).isTrue();
        }
    }

    @Test
    void theOldestStreamOfASessionEndsWhereAFifthIsOpened() {
        McpSession session = McpSession.begin(api.base(), api.adminToken());
        try (var first = session.listen();
                var second = session.listen();
                var third = session.listen();
                var fourth = session.listen()) {
            assertThat(first.endsWithin(Duration.ofSeconds(1))).isFalse();
            try (var fifth = session.listen()) {
                assertThat(first.endsWithin(SOON)).isTrue();
                for (var open : List.of(second, third, fourth, fifth)) {
                    assertThat(open.status()).isEqualTo(200);
                    assertThat(open.endsWithin(Duration.ofMillis(200))).isFalse();
                }
            }
        }
    }

    @Test
    void aSilentStreamIsShownToBeAliveAsOftenAsTheSettingSays() {
        try (var stack = Stack.ofItsOwn("mcp-beats", Map.of("MOSAIC_MCP_KEEP_ALIVE", "PT0.5S"));
                var stream = McpSession.begin(stack.api().base(), stack.api().adminToken())
                        .listen()) {
            Awaitility.await().atMost(SOON).until(() -> stream.comments() > 2);
        }
    }

    @Test
    void aStreamIsNotKeptBackByProxies() {
        GivenAddress.excuse("a proxy keeps X-Accel-Buffering to itself");
        try (var stream = McpSession.begin(api.base(), api.adminToken()).listen()) {
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        }
    }

    @Test
    void aWaitEndsWhenItsRequestIsCancelled() {
        McpSession session = McpSession.begin(api.base(), api.adminToken());
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        var claim = Map.of(
                "name", "task_claim", "arguments", Map.of("agentId", agent.id(), "waitSeconds", 30), "_meta", Map.of());
        Map<String, Object> message = session.message("tools/call", claim);
        Instant began = Instant.now();
        CompletableFuture<HttpResponse<String>> answer = meanwhile(() -> session.post(message));
        var cancelled = Map.of(
                "jsonrpc",
                "2.0",
                "method",
                "notifications/cancelled",
                "params",
                Map.of("requestId", message.get("id"), "reason", "no more"));
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> session.post(cancelled).statusCode() == 202 && answer.isDone());
        assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"task_list\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"task_list\",\"arguments\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"_meta\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\",\"params\":{}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"x\"}}]"
            })
    void whatIsNoGoodMessageIsAnsweredWithAnErrorAndNoFaultOfOurs(String body) {
        HttpResponse<String> answer =
                McpSession.none(api.base(), api.adminToken()).post(body);
        assertThat(answer.statusCode()).isIn(200, 400);
        assertThat(McpSession.answer(answer).at("/error/code").intValue()).isIn(-32600, -32602);
        assertThat(Stack.shared().log()).doesNotContain("\"ERROR\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "7", "null"})
    void anAnswerThatNobodyWaitsForIsTaken(String id) {
        HttpResponse<String> answer = McpSession.none(api.base(), api.adminToken())
                .post("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void aSessionGoesOnWithAnotherProcessAndEndsForAll() {
        try (Stack all = Stack.ofItsOwn("mcp-sessions", Map.of());
                Stack other = all.function("mcp-server", Map.of())) {
            McpSession here = McpSession.begin(all.api().base(), all.api().adminToken());
            McpSession there = here.at(other.api().base(), other.api().adminToken());
            there.result("tools/list", Map.of());
            there.read("mosaic://events/recent");
            try (var stream = here.listen()) {
                assertThat(there.delete().statusCode()).isEqualTo(204);
                assertThat(stream.endsWithin(SOON)).isTrue();
            }
            Awaitility.await()
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> here.post(here.message("ping", Map.of())).statusCode() == 404);
        }
    }

    @Test
    void streamsDoNotHoldUpAStop() {
        try (Stack stack = Stack.ofItsOwn("mcp-stop", Map.of())) {
            List<McpSession.Stream> streams = IntStream.range(0, 20)
                    .mapToObj(i -> McpSession.begin(
                                    stack.api().base(), stack.api().adminToken())
                            .listen())
                    .toList();
            var ended = stack.process().terminate();
            assertThat(ended.after()).isLessThan(Duration.ofSeconds(3));
            assertThat(streams).allMatch(stream -> stream.endsWithin(SOON)).noneMatch(McpSession.Stream::wasCutOff);
        }
    }

    @Test
    void aToolThatWaitsIsAnsweredBeforeAStop() {
        try (Stack stack = Stack.ofItsOwn("mcp-stop-waiting", Map.of())) {
            String token = stack.mosaic()
                    .anAgentThatCan(stack.mosaic().aSession(), "java")
                    .token();
            var waiting = new LibraryMcp(stack.api().base(), token)
                    .send("tools/call", Map.of("name", "task_claim", "arguments", Map.of("waitSeconds", 30)));
            Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> !waiting.isDone());
            var ended = stack.process().terminate();
            assertThat(waiting.join().result().at("/structuredContent/tasks").isArray())
                    .isTrue();
            assertThat(ended.after()).isLessThan(Duration.ofSeconds(3));
        }
    }
}
