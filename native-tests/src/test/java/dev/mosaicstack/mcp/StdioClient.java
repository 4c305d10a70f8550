package dev.mosaicstack.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** {@code mosaic mcp-stdio} of the packaged artifact, and the pipe to it. */
final class StdioClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Process process;
    private final List<JsonNode> said = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private StdioClient(Process process) {
        this.process = process;
        Thread.ofVirtual()
                .start(() -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> said.add(json(line))));
        Thread.ofVirtual().start(() -> process.errorReader().lines().forEach(complaints::add));
    }

    /** @param token null for none */
    static StdioClient of(String url, String token) {
        var builder = new ProcessBuilder(Artifact.underTest().command(List.of("mcp-stdio", "--url", url)));
        builder.environment().keySet().removeIf(name -> name.startsWith("MOSAIC_"));
        // No data folder is there, so no token of its own either.
        builder.environment().put("MOSAIC_DATA", "/nonexistent");
        if (token != null) {
            builder.environment().put("MOSAIC_TOKEN", token);
        }
        try {
            return new StdioClient(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(Map<String, ?> message) {
        sendLine(new String(Api.bytes(Api.plus(message, "jsonrpc", "2.0")), StandardCharsets.UTF_8));
    }

    void sendLine(String line) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(line)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request of the revision without sessions. */
    void call(Object id, String tool, Map<String, ?> arguments) {
        var meta = Map.of(
                "io.modelcontextprotocol/protocolVersion",
                "2026-07-28",
                "io.modelcontextprotocol/clientInfo",
                Map.of("name", "contract", "version", "1"),
                "io.modelcontextprotocol/clientCapabilities",
                Map.of(),
                "progressToken",
                id);
        var params = Map.of("name", tool, "arguments", arguments, "_meta", meta);
        send(Map.of("id", id, "method", "tools/call", "params", params));
    }

    /** A session of the revisions that have one, begun as a client begins it. */
    void begin() {
        var client = Map.of("name", "contract", "version", "1");
        send(Map.of(
                "id",
                "begin",
                "method",
                "initialize",
                "params",
                Map.of("protocolVersion", "2025-11-25", "capabilities", Map.of(), "clientInfo", client)));
        answer("begin");
        send(Map.of("method", "notifications/initialized"));
    }

    JsonNode answer(Object id) {
        JsonNode wanted = JSON.valueToTree(id);
        return await(
                "an answer to " + id,
                message -> !message.has("method") && message.path("id").equals(wanted));
    }

    /** The first message like that, now or soon. */
    JsonNode await(String what, Predicate<JsonNode> like) {
        Awaitility.await(what).pollInterval(Duration.ofMillis(10)).atMost(SOON).until(() -> said.stream()
                .anyMatch(like));
        return said.stream().filter(like).findFirst().orElseThrow();
    }

    List<JsonNode> said() {
        return said;
    }

    List<String> complaints() {
        return complaints;
    }

    /** Closes its input. @return its exit code */
    int end() throws InterruptedException, IOException {
        process.outputWriter().close();
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end with its input");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("not JSON", line);
        }
    }
}
