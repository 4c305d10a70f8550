package dev.mosaicstack.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of the MCP server that speaks revision 2026-07-28: each request says everything, and a test can change each
 * part of it. Nothing is judged here.
 */
public final class StatelessMcp {

    public static final String VERSION = "2026-07-28";

    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode END = MissingNode.getInstance();
    private static final int PATIENCE_SECONDS = 20;

    private final AtomicInteger ids = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String token;

    public StatelessMcp(Api api, String token) {
        this.endpoint = api.base().resolve("/mcp");
        this.token = token;
    }

    /** A request that says all that it must; change it before it is sent. */
    public Request request(String method, Map<String, ?> params) {
        return new Request(method, params);
    }

    public Request tool(String name, Map<String, ?> arguments) {
        return request("tools/call", Map.of("name", name, "arguments", arguments));
    }

    /** What came back: the messages of a stream, or the one of a plain answer. */
    public record Answer(int status, boolean streamed, Map<String, List<String>> headers, List<JsonNode> messages) {

        public JsonNode last() {
            return messages.isEmpty() ? END : messages.getLast();
        }

        public JsonNode result() {
            return last().path("result");
        }

        public JsonNode error() {
            return last().path("error");
        }
    }

    public final class Request {

        private final Map<String, Object> body = new LinkedHashMap<>();
        private final Map<String, Object> params = new LinkedHashMap<>();
        private final Map<String, Object> meta = new LinkedHashMap<>();
        private final Map<String, List<String>> headers = new LinkedHashMap<>();

        private Request(String method, Map<String, ?> given) {
            body.put("jsonrpc", "2.0");
            body.put("id", ids.incrementAndGet());
            body.put("method", method);
            params.putAll(given);
            meta.put(PREFIX + "protocolVersion", VERSION);
            meta.put(PREFIX + "clientCapabilities", Map.of());
            header("Content-Type", "application/json");
            header("Accept", "application/json, text/event-stream");
            header("Authorization", "Bearer " + token);
            header("MCP-Protocol-Version", VERSION);
            header("Mcp-Method", method);
            for (String named : List.of("name", "uri", "taskId")) {
                if (given.get(named) instanceof String name) {
                    header("Mcp-Name", name);
                }
            }
        }

        /** No values: it is left out. */
        public Request header(String name, String... values) {
            headers.put(name, List.of(values));
            return this;
        }

        public Request version(String version) {
            return header("MCP-Protocol-Version", version).meta("protocolVersion", version);
        }

        public Request capabilities(Map<String, ?> capabilities) {
            return meta("clientCapabilities", capabilities);
        }

        public Request takingTasks() {
            return capabilities(Map.of("extensions", Map.of(PREFIX + "tasks", Map.of())));
        }

        public Request progressToken(Object value) {
            meta.put("progressToken", value);
            return this;
        }

        /** Null: it is left out. */
        public Request meta(String name, Object value) {
            return put(meta, PREFIX + name, value);
        }

        public Request param(String name, Object value) {
            return put(params, name, value);
        }

        /** Of the message itself; null: it is left out. */
        public Request member(String name, Object value) {
            return put(body, name, value);
        }

        private Request put(Map<String, Object> fields, String name, Object value) {
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
            return this;
        }

        /** To the end of the answer. */
        public Answer send() {
            return send(message());
        }

        /** With another body than that of this request. */
        public Answer send(Object otherBody) {
            try (Stream stream = open(otherBody)) {
                var messages = new ArrayList<JsonNode>();
                for (JsonNode next = stream.next(); next != END; next = stream.next()) {
                    messages.add(next);
                }
                return new Answer(stream.status(), stream.streamed(), stream.headers(), messages);
            }
        }

        /** The answer as it comes. Close it: that is how a client cancels. */
        public Stream open() {
            return open(message());
        }

        private Map<String, Object> message() {
            if (!meta.isEmpty()) {
                params.put("_meta", meta);
            }
            body.putIfAbsent("params", params);
            return body;
        }

        private Stream open(Object message) {
            var request =
                    HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofByteArray(Api.bytes(message)));
            headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
            try {
                return new Stream(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** An answer on its way. */
    public static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final AtomicInteger comments = new AtomicInteger();

        private Stream(HttpResponse<InputStream> response) {
            this.response = response;
            Thread.ofPlatform().daemon().start(this::read);
        }

        public int status() {
            return response.statusCode();
        }

        public boolean streamed() {
            return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        }

        public Map<String, List<String>> headers() {
            return response.headers().map();
        }

        /** How often it was said that the answer is still to come. */
        public int comments() {
            return comments.get();
        }

        /** The next message, waiting for it; a missing node at the end. Fails after {@value #PATIENCE_SECONDS} s. */
        public JsonNode next() {
            try {
                JsonNode next = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("no message came within " + PATIENCE_SECONDS + " s");
                }
                return next;
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }

        /** Nothing, where nothing has come yet. */
        public List<JsonNode> soFar() {
            var come = new ArrayList<JsonNode>();
            messages.drainTo(come);
            return come;
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (streamed()) {
                    lines.lines().forEach(this::line);
                } else {
                    String text = String.join("\n", lines.lines().toList());
                    if (!text.isEmpty()) {
                        messages.add(JSON.readTree(text));
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // The test has left, or the server was ended: both are seen as the end.
            }
            messages.add(END);
        }

        private void line(String line) {
            if (line.startsWith(":")) {
                comments.incrementAndGet();
            } else if (line.startsWith("data: ")) {
                try {
                    messages.add(JSON.readTree(line.substring("data: ".length())));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
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
