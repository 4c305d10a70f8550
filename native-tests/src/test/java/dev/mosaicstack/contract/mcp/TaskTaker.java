package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Api;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;

/** A client of revision 2026-07-28 that takes tasks (the extension {@code io.modelcontextprotocol/tasks}). */
record TaskTaker(Api api, String token) {

    private static final String REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";

    /** The task that this tool's answer is. */
    JsonNode begin(String tool, Map<String, ?> arguments) {
        JsonNode begun = call(tool, arguments);
        assertThat(begun.path("resultType").textValue()).as(begun.toString()).isEqualTo("task");
        return begun;
    }

    JsonNode call(String tool, Map<String, ?> arguments) {
        return result(send("tools/call", tool, Map.of("name", tool, "arguments", arguments)));
    }

    JsonNode get(String id) {
        return result(tasks("get", id));
    }

    /** {@code tasks/get|cancel|update} */
    ValidatableResponse tasks(String what, String id) {
        return send("tasks/" + what, id, Map.of("taskId", id));
    }

    /** @param name what the request is about, as its header says it; null where that is nothing */
    ValidatableResponse send(String method, String name, Map<String, ?> params) {
        Map<String, ?> meta = Map.of(
                META + "protocolVersion", REVISION,
                META + "clientInfo", Map.of("name", "contract", "version", "1"),
                META + "clientCapabilities", Map.of("extensions", Map.of(META + "tasks", Map.of())));
        Map<String, String> headers = new HashMap<>(Map.of(
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, text/event-stream",
                "MCP-Protocol-Version",
                REVISION,
                "Mcp-Method",
                method));
        if (name != null) {
            headers.put("Mcp-Name", name);
        }
        var message = Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", Api.plus(params, "_meta", meta));
        return api.send(Method.POST, "/mcp", token, headers, message);
    }

    static JsonNode result(ValidatableResponse answer) {
        JsonNode message = message(answer);
        assertThat(message.has("result")).as(message.toString()).isTrue();
        return message.get("result");
    }

    static JsonNode message(ValidatableResponse answer) {
        try {
            return Tools.JSON.readTree(answer.extract().asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.extract().asString(), e);
        }
    }
}
