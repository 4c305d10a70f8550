package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of the Model Context Protocol, as far as its requests can be sent again and again as they are. */
public final class Mcp {

    private static final String SESSIONS = "2025-11-25";
    private static final String STATELESS = "2026-07-28";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String token;

    /** @param token null for a server that asks for none */
    public Mcp(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** A call of a tool within a session that is begun here. */
    public Requests callInSession(Path file, String path, String tool) {
        Map<String, String> headers = session(path);
        return Requests.of(file, raw(path, headers, call(tool, "")));
    }

    /** The same of the revision without sessions. */
    public Requests call(Path file, String path, String tool) {
        var headers = headers();
        headers.put("MCP-Protocol-Version", STATELESS);
        headers.put("Mcp-Method", "tools/call");
        headers.put("Mcp-Name", tool);
        return Requests.of(file, raw(path, headers, call(tool, ",\"_meta\":" + meta())));
    }

    private static String call(String tool, String more) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{}%s}}"
                .formatted(tool, more);
    }

    private static String meta() {
        return "{\"io.modelcontextprotocol/protocolVersion\":\"%s\",\"io.modelcontextprotocol/clientCapabilities\":{}}"
                .formatted(STATELESS);
    }

    /** A request that listens for changes of this resource until its connection is closed. */
    public byte[] listen(String uri) {
        var headers = headers();
        headers.put("MCP-Protocol-Version", STATELESS);
        headers.put("Mcp-Method", "subscriptions/listen");
        return raw(
                "/mcp",
                headers,
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":{\"resourceSubscriptions\":[\"%s\"]},\"_meta\":%s}}"
                        .formatted(uri, meta()));
    }

    /** Begins a session that has subscribed to this resource. @return the request for its stream */
    public byte[] subscribe(String uri) {
        Map<String, String> headers = session("/mcp");
        send("/mcp", headers, """
                {"jsonrpc":"2.0","id":2,"method":"resources/subscribe","params":{"uri":"%s"}}""".formatted(uri));
        var head = new StringBuilder("GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** @return the headers of its further requests */
    private Map<String, String> session(String path) {
        Map<String, String> headers = headers();
        HttpResponse<String> begun = send(path, headers, """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s","capabilities":{},\
                "clientInfo":{"name":"bench","version":"1"}}}""".formatted(SESSIONS));
        headers.put(
                "Mcp-Session-Id", begun.headers().firstValue("Mcp-Session-Id").orElseThrow());
        headers.put("MCP-Protocol-Version", SESSIONS);
        send(path, headers, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return headers;
    }

    private HttpResponse<String> send(String path, Map<String, String> headers, String message) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString(message));
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new Measured.Spoilt("answered with " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new Measured.Spoilt("interrupted");
        }
    }

    private Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        return headers;
    }

    private static byte[] raw(String path, Map<String, String> headers, String message) {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n").append(message);
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }
}
