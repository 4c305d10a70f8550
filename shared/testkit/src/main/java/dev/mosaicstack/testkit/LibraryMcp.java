package dev.mosaicstack.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client of the Model Context Protocol, revision 2025-11-25, over Streamable HTTP, without a session: each request
 * stands for itself, and its answer is read as JSON or as a stream of events, whichever the server chose.
 */
public final class LibraryMcp {

    /** What came back for one request. @param told the notifications on the way, in their order */
    public record Heard(JsonNode answer, List<JsonNode> told) {

        /** @throws AssertionError where it is an error of the protocol */
        public JsonNode result() {
            if (!answer.has("result")) {
                throw new AssertionError("a result expected, but: " + answer);
            }
            return answer.get("result");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;
    private final String token;
    private final AtomicLong ids = new AtomicLong();

    public LibraryMcp(URI base, String token) {
        this.endpoint = base.resolve("/mcp");
        this.token = token;
    }

    /** The tools that this client is shown, by name. */
    public Map<String, JsonNode> tools() {
        var tools = new LinkedHashMap<String, JsonNode>();
        request("tools/list", Map.of())
                .result()
                .get("tools")
                .forEach(tool -> tools.put(tool.get("name").textValue(), tool));
        return tools;
    }

    /** The result of this tool, an error of the tool included. */
    public JsonNode call(String tool, Object arguments) {
        return request("tools/call", Map.of("name", tool, "arguments", arguments))
                .result();
    }

    /** As above, listening to its progress under this token. */
    public Heard call(String tool, Object arguments, String progressToken) {
        return request(
                "tools/call",
                Map.of("name", tool, "arguments", arguments, "_meta", Map.of("progressToken", progressToken)));
    }

    public Heard request(String method, Object params) {
        return send(method, params).join();
    }

    /** Goes on meanwhile; cancelling it hangs up. */
    public CompletableFuture<Heard> send(String method, Object params) {
        var message = Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", params);
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Api.bytes(message)))
                .build();
        CompletableFuture<HttpResponse<String>> sent = HTTP.sendAsync(request, BodyHandlers.ofString());
        CompletableFuture<Heard> heard = sent.thenApply(LibraryMcp::heard);
        heard.whenComplete((done, failed) -> sent.cancel(true));
        return heard;
    }

    private static Heard heard(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        var messages = new ArrayList<JsonNode>();
        if (type.startsWith("text/event-stream")) {
            response.body()
                    .lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> json(line.substring("data:".length())))
                    .forEach(messages::add);
        } else if (type.startsWith("application/json")) {
            messages.add(json(response.body()));
        }
        if (messages.isEmpty() || !messages.getLast().has("id")) {
            throw new AssertionError("an answer expected, but: " + response.statusCode() + " " + response.body());
        }
        return new Heard(messages.getLast(), List.copyOf(messages.subList(0, messages.size() - 1)));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
