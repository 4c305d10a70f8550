package dev.mosaicstack.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Stands in for {@code /api/v1/admin/hooks} of Gitea 1.24: keeps hooks, asks for its administrator, never shows a secret. */
final class GiteaHooks implements AutoCloseable {

    private static final String PATH = "/api/v1/admin/hooks";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String login;
    private final Map<Long, ObjectNode> hooks = new ConcurrentSkipListMap<>();
    private long lastId;

    GiteaHooks(String user, String password) {
        login = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** By id, with what only Gitea's database has. */
    Map<Long, ObjectNode> hooks() {
        return hooks;
    }

    synchronized long add(JsonNode hook) {
        ObjectNode kept = hook.deepCopy();
        hooks.put(++lastId, kept);
        return lastId;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            if (!login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "{\"message\":\"invalid username, password or token\"}");
            } else if (path.equals(PATH)) {
                all(exchange, body);
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                hooks.remove(Long.parseLong(path.substring(PATH.length() + 1)));
                answer(exchange, 204, "");
            } else {
                answer(exchange, 405, "{\"message\":\"not needed: a PATCH would not change the secret\"}");
            }
        }
    }

    private void all(HttpExchange exchange, JsonNode body) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 201, shown(add(body)));
        } else {
            answer(
                    exchange,
                    200,
                    "["
                            + String.join(
                                    ",",
                                    hooks.keySet().stream().map(this::shown).toList()) + "]\n");
        }
    }

    /** In the order of Gitea's own fields: the id is the first. */
    private String shown(long id) {
        ObjectNode hook = hooks.get(id);
        ObjectNode shown = JSON.createObjectNode()
                .put("id", id)
                .put("type", hook.path("type").asText())
                .put("branch_filter", "*");
        shown.putObject("config")
                .put("content_type", hook.path("config").path("content_type").asText())
                .put("url", hook.path("config").path("url").asText());
        shown.set("events", hook.path("events"));
        return shown.put("authorization_header", "")
                .put("active", hook.path("active").asBoolean())
                .toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
