package dev.mosaicstack.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A session of the Model Context Protocol, revision 2025-11-25, as a client has it; it can go on with another instance. */
public final class McpSession {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, ?> CLIENT = Map.of(
            "protocolVersion", "2025-11-25",
            "capabilities", Map.of(),
            "clientInfo", Map.of("name", "test", "version", "1"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;
    private final String token;
    private final String id;
    private final AtomicLong ids;

    private McpSession(URI base, String token, String id, AtomicLong ids) {
        this.endpoint = base.resolve("/mcp");
        this.token = token;
        this.id = id;
        this.ids = ids;
    }

    /** A request that begins a session. */
    public static Map<String, Object> initialize() {
        return none(URI.create("http://127.0.0.1"), "").message("initialize", CLIENT);
    }

    /** Before the handshake, or for a client that does without: its requests name no session. */
    public static McpSession none(URI base, String token) {
        return new McpSession(base, token, null, new AtomicLong());
    }

    /** After the handshake. */
    public static McpSession begin(URI base, String token) {
        McpSession none = none(base, token);
        HttpResponse<String> begun = none.post(none.message("initialize", CLIENT));
        String id = begun.headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow(() -> new AssertionError("no session begun: " + begun.statusCode() + " " + begun.body()));
        var session = new McpSession(base, token, id, none.ids);
        int heard = session.post(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"))
                .statusCode();
        if (heard != 202) {
            throw new AssertionError("a notification has to be answered with 202, not " + heard);
        }
        return session;
    }

    /** The same session, spoken to at another address, or with another token. */
    public McpSession at(URI base, String otherToken) {
        return new McpSession(base, otherToken, id, ids);
    }

    public String id() {
        return id;
    }

    /** Of a request; its id is the next one. */
    public Map<String, Object> message(String method, Map<String, ?> params) {
        return Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", params);
    }

    /** @throws AssertionError where the answer is an error */
    public JsonNode result(String method, Map<String, ?> params) {
        JsonNode answer = ask(method, params);
        if (!answer.has("result")) {
            throw new AssertionError("a result of " + method + " expected, but: " + answer);
        }
        return answer.get("result");
    }

    /** @throws AssertionError where the answer is none */
    public JsonNode error(String method, Map<String, ?> params) {
        JsonNode answer = ask(method, params);
        if (!answer.has("error")) {
            throw new AssertionError("an error of " + method + " expected, but: " + answer);
        }
        return answer.get("error");
    }

    private JsonNode ask(String method, Map<String, ?> params) {
        return answer(post(message(method, params)));
    }

    /** The last message of an answer, which may be a stream. */
    public static JsonNode answer(HttpResponse<String> response) {
        String body = response.body();
        int data = body.lastIndexOf("data: ");
        String type = response.headers().firstValue("Content-Type").orElse("");
        return json(type.startsWith("text/event-stream") ? body.substring(data + "data: ".length()) : body);
    }

    /** What the resource holds, read as JSON. */
    public JsonNode read(String uri) {
        return json(result("resources/read", Map.of("uri", uri))
                .at("/contents/0/text")
                .textValue());
    }

    public HttpResponse<String> post(Object body) {
        return send(request().POST(HttpRequest.BodyPublishers.ofByteArray(Api.bytes(body))));
    }

    /** Ends it. */
    public HttpResponse<String> delete() {
        return send(request().DELETE());
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        return id == null ? request : request.header("Mcp-Session-Id", id).header("MCP-Protocol-Version", "2025-11-25");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a stream; what comes is collected. Close it. */
    public Stream listen() {
        try {
            HttpResponse<InputStream> response = HTTP.send(request().GET().build(), BodyHandlers.ofInputStream());
            return new Stream(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** A stream of a session. */
    public static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final AtomicInteger comments = new AtomicInteger();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean cutOff;

        private Stream(HttpResponse<InputStream> response) {
            this.response = response;
            Thread.ofPlatform().name("mcp-stream").daemon().start(this::collect);
        }

        private void collect() {
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: ")) {
                        messages.add(json(line.substring("data: ".length())));
                    } else if (line.startsWith(":")) {
                        comments.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                cutOff = true;
            } finally {
                ended.countDown();
            }
        }

        public int status() {
            return response.statusCode();
        }

        /** How often it was shown to be alive. */
        public int comments() {
            return comments.get();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** The URI of the next resource of which it is told that it changed; null where none is in this time. */
        public String updated(Duration within) {
            try {
                JsonNode message = messages.poll(within.toMillis(), TimeUnit.MILLISECONDS);
                return message == null ? null : message.at("/params/uri").textValue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Whether its connection was closed before its end, by either side. */
        public boolean wasCutOff() {
            return cutOff;
        }

        /** @return false where the server did not end it in this time */
        public boolean endsWithin(Duration time) {
            try {
                return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
