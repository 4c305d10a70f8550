package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Stack;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request for {@code /mcp} has to pass, whichever revision it speaks. */
class McpFrontContractTest extends Contract {

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream");
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String METADATA = "/.well-known/oauth-protected-resource";

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void nobodyGetsInWithoutATokenAndIsToldWhereToLearnMore(String method) {
        refused(api.send(Method.valueOf(method), "/mcp", null, HEADERS, null), 401, "UNAUTHENTICATED")
                .header("WWW-Authenticate", startsWith("Bearer realm=\"mosaic\""))
                .header("WWW-Authenticate", containsString("resource_metadata=\"" + api.base() + METADATA + "/mcp\""));
    }

    @Test
    void aTokenThatNobodyMadeIsNoToken() {
        refused(mcp("made-up", LIST), 401, "UNAUTHENTICATED")
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""));
        refused(api.send(Method.POST, "/mcp", null, HEADERS, LIST), 401, "UNAUTHENTICATED")
                .header("WWW-Authenticate", not(containsString("error=")));
    }

    @Test
    void aRevokedTokenIsDeadAtOnce() {
        Map<String, Object> token = api.admin("token-create", Map.of("name", "mcp", "role", "client"))
                .extract()
                .path("");
        mcp(token.get("token").toString(), LIST).statusCode(200);
        api.admin("token-revoke", Map.of("tokenId", token.get("tokenId"))).statusCode(200);
        refused(mcp(token.get("token").toString(), LIST), 401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(strings = {METADATA, METADATA + "/mcp"})
    void whatAClientWithoutATokenMayReadSaysWhatTheServerTakes(String path) {
        api.get(path, null)
                .statusCode(200)
                .body("resource", is(api.base() + "/mcp"))
                .body("bearer_methods_supported", hasItem("header"))
                .body("$", not(hasKey("authorization_servers")));
    }

    @Test
    void itsOwnAddressAndTheIssuersAreSettings() {
        try (var stack = Stack.ofItsOwn(
                "mcp-public",
                Map.of(
                        "MOSAIC_MCP_PUBLIC_URL",
                        "https://mosaic.example.org/mcp",
                        "MOSAIC_MCP_AUTHORIZATION_SERVERS",
                        "https://id.example.org",
                        "MOSAIC_MCP_HOSTS",
                        "mosaic.example.org",
                        "MOSAIC_MCP_ORIGINS",
                        "https://chat.example.org"))) {
            stack.api()
                    .get(METADATA + "/mcp", null)
                    .body("resource", is("https://mosaic.example.org/mcp"))
                    .body("authorization_servers", hasItem("https://id.example.org"));
            String admin = stack.api().adminToken();
            stack.api()
                    .send(Method.POST, "/mcp", null, HEADERS, LIST)
                    .header("WWW-Authenticate", containsString("\"https://mosaic.example.org" + METADATA + "/mcp\""));
            with(stack.api(), admin, "Host", "mosaic.example.org").statusCode(200);
            with(stack.api(), admin, "Origin", "https://chat.example.org").statusCode(200);
            refused(with(stack.api(), admin, "Origin", "https://evil.example.org"), 403, "FORBIDDEN");
            refused(with(stack.api(), admin, "Host", "evil.example.org"), 403, "FORBIDDEN");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example.org", "null", "http://", "file:///etc/passwd", "http://[", "localhost"})
    void aPageOfAnotherOriginIsKeptAway(String origin) {
        refused(with(api, api.adminToken(), "Origin", origin), 403, "FORBIDDEN");
    }

    @Test
    void aPageOfThisHostIsNot() {
        with(api, api.adminToken(), "Origin", api.base().toString()).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example.org", "evil.example.org:8080", "127.0.0.1.evil.example.org", "10.0.0.1"})
    void aNameThatWasPointedAtThisMachineIsNotServed(String host) {
        refused(with(api, api.adminToken(), "Host", host), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "HEAD"})
    void otherMethodsAreNot(String method) {
        api.send(Method.valueOf(method), "/mcp", api.adminToken(), HEADERS, null)
                .statusCode(405)
                .header("Allow", "GET, POST, DELETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "tools/list", "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"tools/list\"}"})
    void whatIsNoJsonIsSaidInTheProtocolsWords(String body) {
        mcp(api.adminToken(), body)
                .statusCode(400)
                .body("jsonrpc", is("2.0"))
                .body("id", equalTo(null))
                .body("error.code", is(-32700))
                .body("error.message", containsString("JSON"));
    }

    @Test
    void aMessageIsAtMostAsLargeAsACall() {
        refused(mcp(api.adminToken(), "[" + " ".repeat(1024 * 1024) + "]"), 413, "BODY_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/sse", "/mcp/messages/abc", "/mcp/anything"})
    void theTransportThatAsksNobodyForATokenIsNotThere(String path) {
        refused(api.send(Method.GET, path, api.adminToken(), HEADERS, null), 404, "NOT_FOUND");
        refused(api.send(Method.POST, path, api.adminToken(), HEADERS, LIST), 404, "NOT_FOUND");
    }

    @Test
    void anAgentWhoseSessionHasEndedIsToldSoByItsTool() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        api.admin("session-close", Map.of("sessionId", agent.session())).statusCode(200);
        mcp(agent.token(), """
                {"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"task_claim","arguments":{}}}""")
                .statusCode(200)
                .body("id", is("x"))
                .body("result.isError", is(true))
                .body("result.content[0].text", containsString("SESSION_CLOSED"))
                .body("result._meta['dev.mosaicstack/problem'].code", is("SESSION_CLOSED"));
        refused(mcp(agent.token(), LIST), 409, "SESSION_CLOSED");
        api.send(Method.DELETE, "/mcp", agent.token(), HEADERS, null).statusCode(204);
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() {
        try (var stack = Stack.ofItsOwn(
                "mcp-limit", Map.of("MOSAIC_RATE_LIMIT_PER_SECOND", "1", "MOSAIC_RATE_LIMIT_BURST", "2"))) {
            String admin = stack.api().adminToken();
            stack.api().send(Method.POST, "/mcp", admin, HEADERS, LIST).statusCode(200);
            stack.api().send(Method.POST, "/mcp", admin, HEADERS, LIST).statusCode(200);
            refused(stack.api().send(Method.POST, "/mcp", admin, HEADERS, LIST), 429, "RATE_LIMITED")
                    .header("Retry-After", is("1"));
        }
    }

    private ValidatableResponse mcp(String token, String message) {
        return api.send(Method.POST, "/mcp", token, HEADERS, message);
    }

    private static ValidatableResponse with(Api api, String token, String name, String value) {
        return api.send(Method.POST, "/mcp", token, Api.plus(HEADERS, name, value), LIST);
    }
}
