package dev.mosaicstack.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real Alertmanager on a free port of 127.0.0.1, alone, that tells one web hook at once of whatever it is told. */
public final class AlertmanagerServer implements AutoCloseable {

    private static final String MEND = "install it (apt-get install prometheus-alertmanager)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path folder;
    private final int port;

    private AlertmanagerServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** @param hook gets what Alertmanager tells, firing and resolved */
    public static AlertmanagerServer start(String hook) {
        // Debian's name, and everybody else's.
        String program = Programs.find("alertmanager")
                .orElseGet(() -> Programs.require("prometheus-alertmanager", MEND))
                .toString();
        try {
            Path stacks = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
            Path folder = Files.createTempDirectory(stacks, "alertmanager-");
            int port = Ports.free();
            Path file = Files.writeString(folder.resolve("alertmanager.yml"), settings(hook));
            Process process = new ProcessBuilder(
                            program,
                            "--config.file=" + file,
                            "--storage.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--cluster.listen-address=")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            var started = new AlertmanagerServer(process, folder, port);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String settings(String hook) {
        return """
                route:
                  receiver: hook
                  group_by: [alertname]
                  group_wait: 0s
                  group_interval: 1s
                  repeat_interval: 1h
                receivers:
                  - name: hook
                    webhook_configs:
                      - url: %s
                        send_resolved: true
                """.formatted(hook);
    }

    private void awaitReady() {
        Awaitility.await("Alertmanager in " + folder)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> get("/-/ready").statusCode() == 200);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The alerts that are active there. */
    public List<JsonNode> alerts() {
        try {
            List<JsonNode> alerts = new ArrayList<>();
            JSON.readTree(get("/api/v2/alerts").body()).forEach(alerts::add);
            return alerts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(base().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        Folders.delete(folder);
    }
}
