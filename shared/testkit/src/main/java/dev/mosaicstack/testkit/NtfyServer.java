package dev.mosaicstack.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What ntfy does with what is published to a topic (docs.ntfy.sh, "Publishing", "Subscribe via API"), in a process of its
 * own: headers are checked and decoded as ntfy does it, {@code GET /topic/json?poll=1} gives the messages back.
 */
public final class NtfyServer implements AutoCloseable {

    public static final String TOKEN = "tk_made_up_for_this_test";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final JavaProcess process;

    private NtfyServer(int port) {
        this.port = port;
        this.process = JavaProcess.start(NtfyServer.class, port, String.valueOf(port));
    }

    public static NtfyServer start() {
        return new NtfyServer(Ports.free());
    }

    public URI topic(String name) {
        return URI.create("http://127.0.0.1:" + port + "/" + name);
    }

    /** Everything published to the topic, oldest first. */
    public List<JsonNode> messages(String topic) {
        var poll = HttpRequest.newBuilder(URI.create(topic(topic) + "/json?poll=1"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            String lines = http.send(poll, HttpResponse.BodyHandlers.ofString()).body();
            return lines.lines().map(NtfyServer::json).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process: its port. */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<String>> topics = new ConcurrentHashMap<>();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            String[] path = exchange.getRequestURI().getPath().split("/");
            List<String> topic = topics.computeIfAbsent(path[1], name -> new CopyOnWriteArrayList<>());
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 200, String.join("\n", topic));
            } else {
                publish(exchange, path[1], topic);
            }
        });
        server.start();
    }

    private static void publish(HttpExchange exchange, String topic, List<String> messages) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String priority = headers.getFirst("Priority");
        if (!("Bearer " + TOKEN).equals(headers.getFirst("Authorization"))) {
            answer(exchange, 401, "{\"code\":40101,\"http\":401,\"error\":\"unauthorized\"}");
        } else if (priority != null && !priority.matches("[1-5]")) {
            answer(exchange, 400, "{\"code\":40007,\"http\":400,\"error\":\"invalid priority\"}");
        } else if (body.length > 4096) {
            answer(exchange, 400, "{\"code\":40014,\"http\":400,\"error\":\"attachment not allowed\"}");
        } else {
            ObjectNode message = JSON.createObjectNode()
                    .put("event", "message")
                    .put("topic", topic)
                    .put("message", new String(body, StandardCharsets.UTF_8))
                    .put("title", MimeUtility.decodeText(headers.getFirst("Title")))
                    .put("priority", Integer.parseInt(priority))
                    .put("click", headers.getFirst("Click"));
            for (String tag : headers.getFirst("Tags").split(",")) {
                message.withArray("tags").add(tag);
            }
            messages.add(message.toString());
            answer(exchange, 200, message.toString());
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
