package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.StatelessMcp;
import dev.mosaicstack.testkit.StatelessMcp.Answer;
import dev.mosaicstack.testkit.StatelessMcp.Request;
import io.restassured.http.Method;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28: what a request must say, and what is answered. */
class StatelessMcpContractTest extends Contract {

    private final StatelessMcp mcp = new StatelessMcp(api, api.adminToken());

    @Test
    void itSaysWhatItIsAndWhatItCanDo() {
        Answer answer = mcp.request("server/discover", Map.of()).send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.streamed()).isFalse();
        JsonNode result = complete(answer);
        assertThat(texts(result.path("supportedVersions")))
                .startsWith("2026-07-28")
                .contains("2025-11-25");
        assertThat(names(result.path("capabilities")))
                .containsExactlyInAnyOrder("tools", "resources", "prompts", "completions", "extensions");
        assertThat(result.at("/capabilities/resources/subscribe").booleanValue())
                .isTrue();
        assertThat(names(result.at("/capabilities/extensions"))).containsExactly("io.modelcontextprotocol/tasks");
        assertThat(result.path("instructions").textValue()).contains("session_create");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").textValue())
                .isEqualTo("mosaic");
        isKept(result);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("no version in the header", 400, -32020, r -> r.header("MCP-Protocol-Version")),
                wrong("two versions", 400, -32020, r -> r.header("MCP-Protocol-Version", "2026-07-28", "2026-07-28")),
                wrong("another in _meta", 400, -32020, r -> r.meta("protocolVersion", "2025-11-25")),
                wrong("an older one in the header", 400, -32020, r -> r.header("MCP-Protocol-Version", "2025-11-25")),
                wrong("no version in _meta", 400, -32602, r -> r.meta("protocolVersion", null)),
                wrong("a version that is no text", 400, -32602, r -> r.meta("protocolVersion", 20260728)),
                wrong("no capabilities", 400, -32602, r -> r.meta("clientCapabilities", null)),
                wrong("capabilities as a list", 400, -32602, r -> r.meta("clientCapabilities", List.of())),
                wrong("a token for progress that is none", 400, -32602, r -> r.progressToken(List.of())),
                wrong("a log level that is none", 200, -32602, r -> r.meta("logLevel", "loud")),
                wrong("an unknown version", 400, -32022, r -> r.version("2099-01-01")),
                wrong("a version with sessions", 400, -32022, r -> r.version("2025-11-25")),
                wrong("no method in the header", 400, -32020, r -> r.header("Mcp-Method")),
                wrong("another method in the header", 400, -32020, r -> r.header("Mcp-Method", "tools/list")),
                wrong("the method in another case", 400, -32020, r -> r.header("Mcp-Method", "TOOLS/CALL")),
                wrong("no name in the header", 400, -32020, r -> r.header("Mcp-Name")),
                wrong("another name in the header", 400, -32020, r -> r.header("Mcp-Name", "task_get")),
                wrong("a name that is no Base64", 400, -32020, r -> r.header("Mcp-Name", "=?base64?c2Vz!?=")),
                wrong("an id that is null", 400, -32600, r -> r.member("id", null)
                        .member("id", Map.of())),
                wrong("another JSON-RPC", 400, -32600, r -> r.member("jsonrpc", "1.0")),
                wrong("no JSON-RPC", 400, -32600, r -> r.member("jsonrpc", null)),
                wrong("no method", 400, -32600, r -> r.member("method", null)),
                wrong("no params", 400, -32602, r -> r.member("params", Map.of())));
    }

    private static Arguments wrong(String what, int status, int code, UnaryOperator<Request> change) {
        return Arguments.of(what, status, code, change);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrong")
    void whatARequestMustSayIsHeldAgainstIt(String what, int status, int code, UnaryOperator<Request> change) {
        Answer answer = change.apply(mcp.tool("session_list", Map.of()))
                .member("id", "an id")
                .send();
        if (what.contains("id that is")) {
            answer = change.apply(mcp.tool("session_list", Map.of())).send();
        }
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error().path("code").intValue()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.error().path("message").textValue()).isNotBlank();
        assertThat(answer.last().path("jsonrpc").textValue()).isEqualTo("2.0");
        assertThat(answer.last().path("id").asText("")).isEqualTo(what.contains("id that is") ? "" : "an id");
    }

    @Test
    void whoAsksForAnUnknownVersionIsToldWhichThereAre() {
        Answer answer = mcp.request("server/discover", Map.of())
                .version("2099-01-01")
                .meta("clientCapabilities", null)
                .send();
        assertThat(answer.error().at("/data/requested").textValue()).isEqualTo("2099-01-01");
        assertThat(texts(answer.error().at("/data/supported")))
                .containsExactly("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/subscribe",
                "resources/unsubscribe",
                "tasks/list",
                "tasks/result",
                "no/such"
            })
    void aMethodOfAnotherRevisionIsNotThere(String method) {
        Answer answer = mcp.request(method, Map.of()).send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32601);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void thereAreNoStreamsOrSessionsBesideRequests(String method) {
        refused(
                        api.send(
                                Method.valueOf(method),
                                "/mcp",
                                api.adminToken(),
                                Map.of("MCP-Protocol-Version", "2026-07-28", "Accept", "text/event-stream"),
                                null),
                        405,
                        "METHOD_NOT_ALLOWED")
                .header("Allow", "POST");
    }

    @Test
    void aNotificationIsTakenAndABatchIsNot() {
        Answer notified = mcp.request("notifications/cancelled", Map.of("requestId", 1))
                .member("id", null)
                .send();
        assertThat(notified.status()).isEqualTo(202);
        assertThat(notified.messages()).isEmpty();
        var each = Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list");
        Answer batch = mcp.request("tools/list", Map.of()).send(List.of(each, each));
        assertThat(batch.status()).isEqualTo(400);
        assertThat(batch.error().path("code").intValue()).isEqualTo(-32600);
        assertThat(batch.last().has("id")).isFalse();
    }

    @Test
    void aSessionOrAStreamOfAnotherRevisionIsNotAskedFor() {
        Answer answer = mcp.request("tools/list", Map.of())
                .header("Mcp-Session-Id", "none of ours")
                .header("Last-Event-ID", "7")
                .send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("mcp-session-id");
    }

    @ParameterizedTest
    @CsvSource({
        "tools/list, tools",
        "prompts/list, prompts",
        "resources/list, resources",
        "resources/templates/list, resourceTemplates"
    })
    void aListIsAlwaysTheSameAndHasNoCursorOfSomebodyElse(String method, String field) {
        JsonNode result = complete(mcp.request(method, Map.of()).send());
        assertThat(result.path(field).isArray()).isTrue();
        assertThat(result.has("nextCursor")).isFalse();
        isKept(result);
        assertThat(complete(mcp.request(method, Map.of()).send())).isEqualTo(result);
        for (Object cursor : List.of("", "made up", 7)) {
            Answer refused = mcp.request(method, Map.of("cursor", cursor)).send();
            assertThat(refused.error().path("code").intValue()).isEqualTo(-32602);
        }
    }

    @Test
    void whatACallerMayNotCallIsNotThereForIt() {
        var viewer = new StatelessMcp(api, aToken("viewer"));
        List<String> all = tools(mcp);
        assertThat(all).contains("session_create", "task_get").isSorted();
        assertThat(tools(viewer)).contains("task_get").doesNotContain("session_create");
        for (String tool : List.of("session_create", "no_such_tool")) {
            Answer answer = viewer.tool(tool, Map.of()).send();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
            assertThat(answer.error().path("message").textValue()).isEqualTo("there is no tool " + tool);
        }
    }

    @Test
    void aToolAnswersForPeopleAndForPrograms() {
        Answer answer = mcp.tool("session_create", Map.of("project", "stateless", "client", "test"))
                .send();
        JsonNode result = complete(answer);
        assertThat(answer.streamed()).isFalse();
        assertThat(result.path("isError").booleanValue()).isFalse();
        assertThat(result.at("/structuredContent/sessionId").textValue()).matches(ID);
        assertThat(result.at("/content/0/type").textValue()).isEqualTo("text");
    }

    @Test
    void aNameMayComeInBase64() {
        String encoded = Base64.getEncoder().encodeToString("session_list".getBytes());
        complete(mcp.tool("session_list", Map.of("limit", 1))
                .header("Mcp-Name", "=?base64?" + encoded + "?=")
                .send());
    }

    @Test
    void whatAToolRefusesIsAnAnswerWithItsCode() {
        JsonNode unknown =
                complete(mcp.tool("task_get", Map.of("taskId", anUnknownId())).send());
        assertThat(unknown.path("isError").booleanValue()).isTrue();
        assertThat(unknown.at("/content/0/text").textValue()).startsWith("TASK_UNKNOWN: ");
        assertThat(unknown.at("/_meta/dev.mosaicstack~1problem/status").intValue())
                .isEqualTo(404);
        assertThat(unknown.has("structuredContent")).isFalse();
        JsonNode invalid =
                complete(mcp.tool("session_create", Map.of("projekt", "x")).send());
        assertThat(invalid.at("/content/0/text").textValue()).startsWith("UNKNOWN_FIELD: ");
    }

    @Test
    void argumentsAreAnObject() {
        Answer answer = mcp.request("tools/call", Map.of("name", "task_get", "arguments", List.of()))
                .send();
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
    }

    @Test
    void anAgentWhoseSessionHasEndedIsToldSoByItsTool() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        api.admin("session-close", Map.of("sessionId", agent.session())).statusCode(200);
        Answer answer = new StatelessMcp(api, agent.token())
                .tool("task_claim", Map.of())
                .send();
        assertThat(complete(answer).at("/_meta/dev.mosaicstack~1problem/code").textValue())
                .isEqualTo("SESSION_CLOSED");
    }

    @Test
    void aResourceIsReadAndIsFreshForNoTime() {
        String session = mosaic.aSession();
        JsonNode result = complete(mcp.request("resources/read", Map.of("uri", "mosaic://sessions/" + session))
                .send());
        assertThat(result.at("/contents/0/text").textValue()).contains(session);
        assertThat(result.path("ttlMs").intValue()).isZero();
        assertThat(result.path("cacheScope").textValue()).isEqualTo("private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mosaic://sessions/01890a5d-ac96-774b-bcce-000000000000", "mosaic://no/such", "", "x y"})
    void aResourceThatIsNotThereIsAWrongParameter(String uri) {
        Answer answer = mcp.request("resources/read", Map.of("uri", uri)).send();
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
        assertThat(answer.error().at("/data/uri").textValue()).isEqualTo(uri);
    }

    @Test
    void anotherSessionsTaskIsNotThereForAnAgent() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String task = mosaic.aQueuedTask(mosaic.aSession(), "java");
        var theirs = new StatelessMcp(api, agent.token());
        Answer answer = theirs.request("resources/read", Map.of("uri", "mosaic://tasks/" + task))
                .send();
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
    }

    @Test
    void idsAreCompleted() {
        String session = mosaic.aSession();
        JsonNode completion = complete(mcp.request(
                                "completion/complete",
                                Map.of(
                                        "ref", Map.of("type", "ref/resource", "uri", "mosaic://sessions/{id}"),
                                        "argument",
                                                Map.of(
                                                        "name",
                                                        "id",
                                                        "value",
                                                        session.substring(0, session.length() - 1))))
                        .send())
                .path("completion");
        assertThat(texts(completion.path("values"))).contains(session).hasSizeLessThan(101);
        assertThat(completion.path("hasMore").isBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ref/prompt|name|no_such", "ref/resource|uri|mosaic://no/{id}", "ref/tool|name|task_get"})
    void whatIsNotThereIsNotCompleted(String type, String field, String name) {
        Answer answer = mcp.request(
                        "completion/complete",
                        Map.of("ref", Map.of("type", type, field, name), "argument", Map.of("name", "id", "value", "")))
                .send();
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ref/prompt|name|orchestrate",
                "ref/resource|uri|mosaic://sessions/{id}",
                "ref/resource|uri|mosaic://events/recent"
            })
    void anArgumentThatIsNotThereIsNotCompleted(String type, String field, String name) {
        Answer answer = mcp.request(
                        "completion/complete",
                        Map.of(
                                "ref", Map.of("type", type, field, name),
                                "argument", Map.of("name", "no_such", "value", "")))
                .send();
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
    }

    @Test
    void aPromptThatIsNotThereIsAWrongParameter() {
        Answer answer = mcp.request("prompts/get", Map.of("name", "no_such")).send();
        assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
    }

    private String aToken(String role) {
        return api.admin("token-create", Map.of("name", "stateless", "role", role))
                .extract()
                .path("token");
    }

    private static List<String> tools(StatelessMcp client) {
        return StreamSupport.stream(
                        complete(client.request("tools/list", Map.of()).send())
                                .path("tools")
                                .spliterator(),
                        false)
                .map(tool -> tool.path("name").textValue())
                .toList();
    }

    static JsonNode complete(Answer answer) {
        assertThat(answer.result().path("resultType").textValue())
                .as(answer.toString())
                .isEqualTo("complete");
        assertThat(answer.result()
                        .at("/_meta/io.modelcontextprotocol~1serverInfo/version")
                        .textValue())
                .isNotBlank();
        return answer.result();
    }

    private static void isKept(JsonNode result) {
        assertThat(result.path("ttlMs").intValue()).isPositive();
        assertThat(result.path("cacheScope").textValue()).isEqualTo("private");
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
