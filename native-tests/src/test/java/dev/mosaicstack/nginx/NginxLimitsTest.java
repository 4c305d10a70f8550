package dev.mosaicstack.nginx;

import static dev.mosaicstack.nginx.Caller.joined;
import static dev.mosaicstack.nginx.Caller.json;
import static dev.mosaicstack.nginx.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Webhook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped mosaic.conf refuses: as much as the product does, and as it does. */
@ExtendWith(Pair.class)
class NginxLimitsTest {

    private static final int MEBIBYTE = 1024 * 1024;

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

    @ParameterizedTest
    @ValueSource(strings = {"session-list", "session-create", "mcp"})
    void aBodyOfOneMebibyteComesThroughAndOneByteMoreIsRefusedAsWeDo(String call) {
        var tooLarge = caller.call(call, padded(MEBIBYTE + 1), Map.of("X-Request-Id", "large-" + call));
        refused(tooLarge, 413, "BODY_TOO_LARGE");
        assertNoInstanceHad("large-" + call);
        assertThat(caller.call(call, padded(MEBIBYTE)).statusCode()).isIn(200, 400);
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsMeasuredToo() {
        byte[] body = padded(MEBIBYTE + 1).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(nginx.base().resolve("/session-list"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        refused(joined(caller.send(request, Map.of("X-Request-Id", "large-unsaid"))), 413, "BODY_TOO_LARGE");
        assertNoInstanceHad("large-unsaid");
    }

    @Test
    void aWebhookMayHave25MebibytesAndNotOneByteMore() {
        String secret = Pair.instances().one().api().webhookSecret();
        Webhook largest = Webhook.fromGitea("push", padded(25 * MEBIBYTE).getBytes(StandardCharsets.UTF_8), secret);
        var taken = joined(caller.posting("/webhook-intake", largest.body(), largest.headers()));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        byte[] larger = padded(25 * MEBIBYTE + 1).getBytes(StandardCharsets.UTF_8);
        var headers = largest.with("X-Request-Id", "large-webhook").headers();
        refused(joined(caller.posting("/webhook-intake", larger, headers)), 413, "BODY_TOO_LARGE");
        assertNoInstanceHad("large-webhook");
    }

    /** Each of them is answered, if only that there were too many: 1,000 is where nginx would close the connection. */
    @Test
    void aConnectionIsKeptForThousandsOfRequests() throws IOException {
        int requests = 2000;
        try (Socket socket = nginx.connected()) {
            var answers = CompletableFuture.supplyAsync(() -> all(socket));
            String request = "GET /session-list HTTP/1.1\r\nHost: mosaic.example.org\r\n";
            String text = (request + "\r\n").repeat(requests - 1) + request + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            assertThat(answers.join().lines().filter(line -> line.contains("HTTP/1.1 ")))
                    .hasSize(requests);
        }
    }

    private static String all(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoAsksTooOftenIsRefusedAsWeDoWhateverAddressTheyClaim() {
        try (var strict = ShippedNginx.before(Pair.instances().bases(), "192.0.2.1");
                var stranger = new Caller(strict, "none")) {
            var taken = new ArrayList<HttpResponse<String>>();
            var limited = new ArrayList<HttpResponse<String>>();
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                for (var answer : atOnce(100, stranger, "/session-list")) {
                    (answer.statusCode() == 429 ? limited : taken).add(answer);
                }
                return !limited.isEmpty();
            });
            assertThat(taken).hasSizeGreaterThanOrEqualTo(400).allMatch(answer -> answer.statusCode() == 401);
            limited.forEach(answer -> refused(answer, 429, "RATE_LIMITED"));
            assertThat(limited.getFirst().headers().allValues("Retry-After")).containsExactly("1");
        }
    }

    /** A forge sends a webhook once: what is refused is lost. */
    @Test
    void aForgeMaySendWhenOthersAtItsAddressAskTooOften() {
        try (var strict = ShippedNginx.before(Pair.instances().bases(), "192.0.2.1");
                var forge = new Caller(strict, "none")) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> atOnce(100, forge, "/session-list").stream()
                    .anyMatch(answer -> answer.statusCode() == 429));
            assertThat(atOnce(100, forge, "/webhook-intake")).allMatch(answer -> answer.statusCode() == 401);
        }
    }

    private static void assertNoInstanceHad(String requestId) {
        assertThat(nginx.lineOf(requestId)).contains(" \"-\" \"-\" ");
    }

    private static List<HttpResponse<String>> atOnce(int requests, Caller stranger, String path) {
        var json = Map.of("Content-Type", "application/json");
        var asked = IntStream.range(0, requests)
                .mapToObj(i -> stranger.posting(path, Api.bytes(Map.of()), json))
                .toList();
        return asked.stream().map(Caller::joined).toList();
    }

    /** JSON of exactly so many bytes. */
    private static String padded(int bytes) {
        return "{" + " ".repeat(bytes - 2) + "}";
    }
}
