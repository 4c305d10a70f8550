package dev.mosaicstack.nginx;

import static dev.mosaicstack.nginx.Caller.joined;
import static dev.mosaicstack.nginx.Caller.json;
import static dev.mosaicstack.nginx.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.StatelessMcp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped mosaic.conf in a real nginx, before two instances. Its limits: {@link NginxLimitsTest}. */
@ExtendWith(Pair.class)
class NginxContractTest {

    private static ShippedNginx nginx;
    private static Caller caller;

    @BeforeAll
    static void start() {
        nginx = ShippedNginx.before(Pair.instances().bases());
        caller = new Caller(nginx, Pair.instances().one().api().adminToken());
    }

    @AfterAll
    static void stop() {
        caller.close();
        nginx.close();
    }

    @Test
    void callsGoOverTlsAndHttp2ToEachInTurn() {
        var had = new HashSet<String>();
        for (int i = 0; i < 10; i++) {
            var answer = caller.call("session-list", Map.of(), Map.of("X-Request-Id", "turn-" + i));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            had.add(instanceThatHad("turn-" + i));
        }
        assertThat(had)
                .containsExactlyInAnyOrderElementsOf(
                        Pair.instances().bases().stream().map(URI::getAuthority).toList());
    }

    @Test
    void whoComesWithoutTlsIsSentThereAndAPostStaysOne() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(nginx.plainBase().resolve("/session-list?a=b"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        var answer = caller.http().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().allValues("Location"))
                .containsExactly("https://mosaic.example.org/session-list?a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session-list", "/no-such-call", "/q/health/live"})
    void everyAnswerHasEachSecurityHeaderOnce(String path) {
        var answer = joined(caller.posting(path, Api.bytes(Map.of()), Map.of("Content-Type", "application/json")));
        assertThat(answer.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=31536000");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Referrer-Policy")).hasSize(1);
        assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1);
        assertThat(answer.headers().firstValue("Server").orElse("")).doesNotMatch(".*[0-9].*");
    }

    @Test
    void aRequestIdIsTheSameInTheAnswerAndInTheLog() {
        var answer = caller.call("session-list", Map.of(), Map.of("X-Request-Id", "edge/1+2"));
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("edge/1+2");
        assertThat(nginx.lineOf("edge/1+2")).contains("/session-list");
    }

    @Test
    void aTokenInTheAddressIsNotInTheLog() {
        var named = Map.of("X-Request-Id", "secretive");
        joined(caller.posting("/session-list?access_token=do-not-log-me", Api.bytes(Map.of()), named));
        assertThat(nginx.lineOf("secretive")).contains("/session-list").doesNotContain("do-not-log-me");
    }

    @Test
    void theRequestsOfOneMcpSessionGoToOneInstanceAndThoseOfManyToBoth() {
        var same = new HashSet<String>();
        var many = new HashSet<String>();
        for (int i = 0; i < 40; i++) {
            String session = i < 10 ? "the-same" : "session-" + i;
            caller.call("mcp", Map.of(), Map.of("Mcp-Session-Id", session, "X-Request-Id", "sticky-" + i));
            (i < 10 ? same : many).add(instanceThatHad("sticky-" + i));
        }
        assertThat(same).hasSize(1);
        assertThat(many).hasSize(2);
    }

    @Test
    void theLongestPollComesThrough() {
        Mosaic mosaic = Pair.instances().one().mosaic();
        String task = mosaic.aQueuedTask(mosaic.aSession(), "java");
        Instant asked = Instant.now();
        var answer = caller.call("task-get", Map.of("taskId", task, "waitSeconds", 30, "sinceVersion", 1));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(40));
    }

    @Test
    void aStreamSaysItsFirstWordAtOnceAndEachNextOne() throws Exception {
        Mosaic mosaic = Pair.instances().one().mosaic();
        String uri = "mosaic://sessions/" + mosaic.aSession();
        String session = uri.substring(uri.lastIndexOf('/') + 1);
        var request = HttpRequest.newBuilder(nginx.base().resolve("/mcp"))
                .header("Authorization", "Bearer " + mosaic.api().adminToken())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", StatelessMcp.VERSION)
                .header("Mcp-Method", "subscriptions/listen")
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{
                         "notifications":{"resourceSubscriptions":["%s"]},
                         "_meta":{"io.modelcontextprotocol/protocolVersion":"%s",
                                  "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(uri, StatelessMcp.VERSION)))
                .build();
        HttpResponse<InputStream> stream = caller.http().send(request, BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (InputStream in = stream.body()) {
            // An event is far smaller than any buffer of nginx: what is kept back does not come before the test's end.
            assertThat(nextEvent(in)).contains("notifications/subscriptions/acknowledged");
            mosaic.anAgentThatCan(session, "java");
            mosaic.api().admin("session-close", Map.of("sessionId", session)).statusCode(200);
            assertThat(nextEvent(in)).contains("notifications/resources/updated", uri);
        }
    }

    @Test
    void whoIsBelievedSaysWhoCallsAndNobodyElse() {
        joined(caller.posting(
                "/who", new byte[0], Map.of("X-Forwarded-For", "1.1.1.1, 203.0.113.7", "X-Request-Id", "who-1")));
        assertThat(nginx.lineOf("who-1")).startsWith("203.0.113.7 ");
        try (var strict = ShippedNginx.before(Pair.instances().bases(), "192.0.2.1");
                var stranger = new Caller(strict, "none")) {
            var headers = Map.of("X-Forwarded-For", "203.0.113.7", "X-Real-IP", "203.0.113.8", "X-Request-Id", "who-2");
            joined(stranger.posting("/who", new byte[0], headers));
            assertThat(strict.lineOf("who-2")).startsWith("127.0.0.1 ");
        }
    }

    @Test
    void whereNobodyAnswersThatIsSaidInOurForm() {
        var nobody = URI.create("http://127.0.0.1:" + Ports.free());
        try (var alone = ShippedNginx.before(List.of(nobody));
                var lost = new Caller(alone, "none")) {
            for (String call : List.of("session-list", "session-create", "mcp", "webhook-intake")) {
                var answer = lost.call(call, Map.of());
                refused(answer, 502, "UPSTREAM_UNAVAILABLE");
                assertThat(answer.headers().allValues("Retry-After")).containsExactly("1");
            }
        }
    }

    @Test
    void whatAFunctionRefusesStaysAsItIs() {
        var answer = caller.call("session-get", Map.of("sessionId", "no"));
        refused(answer, 400, "INVALID_FIELD");
        assertThat(json(answer).has("fields")).isTrue();
    }

    private static String instanceThatHad(String requestId) {
        return nginx.lineOf(requestId).split("\"")[3];
    }

    private static String nextEvent(InputStream in) {
        return joined(CompletableFuture.supplyAsync(() -> lines(in)).orTimeout(10, TimeUnit.SECONDS));
    }

    /** To the end of the next event that says something. */
    private static String lines(InputStream in) {
        var text = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
                if (text.toString().endsWith("\n\n")) {
                    if (text.indexOf("data: ") >= 0) {
                        return text.toString();
                    }
                    text.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the stream ended: " + text);
    }
}
