package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import dev.mosaicstack.testkit.GivenAddress;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeContractTest extends Contract {

    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void aRequestIdIsEchoed() {
        withRequestId("my-request.1").header("X-Request-Id", is("my-request.1")).statusCode(200);
    }

    @Test
    void aRequestWithoutAnIdGetsOne() {
        String one = api.admin("session-list", Map.of()).extract().header("X-Request-Id");
        String two = api.admin("session-list", Map.of()).extract().header("X-Request-Id");
        assertThat(one).isNotBlank().isNotEqualTo(two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<script>alert(1)</script>", "%0d%0aX-Evil: 1", "\"quoted\"", "{json:1}", "ü"})
    void aStrangeRequestIdIsReplaced(String strange) {
        assertThat(withRequestId(strange).statusCode(200).extract().header("X-Request-Id"))
                .isNotBlank()
                .isNotEqualTo(strange)
                .matches("[A-Za-z0-9._:-]+");
    }

    @Test
    void anOversizedRequestIdIsReplaced() {
        assertThat(withRequestId("x".repeat(2000)).statusCode(200).extract().header("X-Request-Id"))
                .isNotBlank()
                .hasSizeLessThan(200);
    }

    /** In the clear, as between a proxy and us; the first request asks for it, the others speak it from the beginning. */
    @Test
    void http2IsSpokenAsWell() throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (int status : List.of(200, 200, 400, 413, 200)) {
                String body = status == 400 ? "[]" : "{" + " ".repeat(status == 413 ? MEBIBYTE : 1000) + "}";
                var answer = client.send(
                        HttpRequest.newBuilder(api.base().resolve("/session-list"))
                                .header("Authorization", "Bearer " + api.adminToken())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            }
            var health = HttpRequest.newBuilder(api.base().resolve("/q/health/live"));
            assertThat(client.send(health.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        var answers = List.of(
                api.admin("session-list", Map.of()),
                api.call("session-list", null, Map.of()),
                api.admin("no-such-call", Map.of()),
                api.get("/session-list", api.adminToken()));
        for (var answer : answers) {
            answer.header("X-Content-Type-Options", is("nosniff"))
                    .header("Cache-Control", containsString("no-store"))
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("Referrer-Policy", is("no-referrer"));
            if (DIRECT) {
                assertThat(answer.extract().header("Server")).isNull();
            }
        }
    }

    @Test
    void answersAreJson() {
        assertThat(api.admin("session-list", Map.of()).extract().contentType()).startsWith("application/json");
    }

    static Stream<Arguments> everyOtherMethod() {
        return Stream.of("session-create", "session-list", "task-claim", "webhook-intake", "token-create")
                .flatMap(call -> Stream.of(Method.GET, Method.PUT, Method.DELETE, Method.PATCH)
                        .map(method -> Arguments.of(method, call)));
    }

    @ParameterizedTest
    @MethodSource("everyOtherMethod")
    void aCallTakesPostAlone(Method method, String call) {
        refused(api.send(method, "/" + call, api.adminToken(), json(), "{}"), 405, "METHOD_NOT_ALLOWED")
                .header("Allow", containsString("POST"));
    }

    @Test
    void headIsNoWayToCall() {
        assertThat(api.send(Method.HEAD, "/session-list", api.adminToken(), Map.of(), null)
                        .extract()
                        .statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/no-such-call", "/", "/session-list/x", "/Session-List", "/q/no-such", "/session%2Dlist%00"})
    void anUnknownPathIsNotFound(String path) {
        if (path.contains("%00")) {
            GivenAddress.excuse("nginx refuses such a path by itself");
        }
        refused(api.send(Method.POST, path, api.adminToken(), json(), "{}"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/jsonx",
                "nonsense"
            })
    void aBodyThatIsNotJsonInUtf8IsRefused(String type) {
        var headers = Map.of("Content-Type", type);
        refused(
                api.call("session-list", api.adminToken(), "{}".getBytes(StandardCharsets.UTF_8), headers),
                415,
                "NOT_JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "APPLICATION/JSON"
            })
    void jsonInUtf8IsTaken(String type) {
        api.call("session-list", api.adminToken(), "{}".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", type))
                .statusCode(200);
    }

    @Test
    void aBodyOverOneMebibyteIsRefusedAndOneBelowIsNot() {
        refused(api.admin("session-create", sessionOfSize(MEBIBYTE + 1)), 413, "BODY_TOO_LARGE");
        refused(api.admin("session-create", sessionOfSize(3 * MEBIBYTE)), 413, "BODY_TOO_LARGE");
        int below = api.admin("session-create", sessionOfSize(MEBIBYTE - 1024))
                .extract()
                .statusCode();
        assertThat(below).isIn(201, 400);
        api.admin("session-list", Map.of()).statusCode(200);
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsMeasuredToo() throws IOException, InterruptedException {
        byte[] body = Api.bytes(sessionOfSize(MEBIBYTE + 1));
        var chunked = HttpRequest.newBuilder(api.base().resolve("/session-create"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + api.adminToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(chunked, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(answer.body()).contains("BODY_TOO_LARGE");
        }
    }

    @Test
    void aLargeBodyWithoutATokenIsRefusedToo() {
        int status = api.call("session-create", null, sessionOfSize(MEBIBYTE + 1))
                .extract()
                .statusCode();
        assertThat(status).isIn(401, 413);
    }

    @Test
    void healthTellsDatabaseAndRedisApart() {
        var ready = api.get("/q/health/ready", null)
                .statusCode(200)
                .body("status", is("UP"))
                .body("checks.find { it.name == 'database' }.data.kind", is(DatabaseUnderTest.kind()))
                .extract();
        assertThat(ready.<List<String>>path("checks.name"))
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("database"))
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("redis"));
        api.get("/q/health/live", null).statusCode(200).body("status", is("UP"));
        api.get("/q/health/started", null).statusCode(200).body("status", is("UP"));
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }

    private static String sessionOfSize(int size) {
        String open = "{\"project\":\"p\",\"client\":\"c\",\"metadata\":{\"fill\":\"";
        return open + "x".repeat(size - open.length() - 3) + "\"}}";
    }

    private ValidatableResponse withRequestId(String id) {
        var headers = Map.of("X-Request-Id", id);
        return api.call("session-list", api.adminToken(), Map.of(), headers);
    }
}
