package dev.mosaicstack.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Prometheus on a free port of 127.0.0.1, with a folder of its own, that scrapes one instance every second. */
public final class PrometheusServer implements AutoCloseable {

    private static final String MEND = "install it (apt-get install prometheus, or brew install prometheus)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path folder;
    private final int port;

    private PrometheusServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Scrapes {@code GET /metrics} of this instance as the shipped configuration does, as job {@code mosaic}.
     *
     * @param rules rule files that it judges every second
     */
    public static PrometheusServer of(Api instance, Path... rules) {
        String prometheus = Programs.require("prometheus", MEND).toString();
        try {
            Path stacks = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
            Path folder = Files.createTempDirectory(stacks, "prometheus-");
            int port = Ports.free();
            Path token = Files.writeString(folder.resolve("token"), instance.adminToken());
            Path file = Files.writeString(folder.resolve("prometheus.yml"), settings(instance.base(), token, rules));
            var started = new PrometheusServer(
                    new ProcessBuilder(
                                    prometheus,
                                    "--config.file=" + file,
                                    "--storage.tsdb.path=" + folder.resolve("data"),
                                    "--web.listen-address=127.0.0.1:" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("said").toFile())
                            .start(),
                    folder,
                    port);
            Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * What the expression is now: an array of {@code metric} and {@code value}, or of the two parts of a scalar.
     *
     * @throws IllegalArgumentException where Prometheus refuses it, with its words
     */
    public JsonNode query(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalArgumentException(
                    expression + ": " + answer.path("error").asText());
        }
        return answer.path("data").path("result");
    }

    /** Any other question of its HTTP API: {@code /api/v1/...}. */
    public JsonNode get(String path) {
        try {
            var request = HttpRequest.newBuilder(base().resolve(path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.close();
        Folders.delete(folder);
    }

    private void awaitReady() throws IOException {
        Awaitility.await("Prometheus on port " + port)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus ended: " + Files.readString(folder.resolve("said")));
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(base().resolve("/-/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String settings(URI instance, Path token, Path... rules) {
        return """
                global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
                rule_files: [%s]
                scrape_configs:
                  - job_name: mosaic
                    honor_labels: true
                    authorization: { credentials_file: "%s" }
                    static_configs: [{ targets: ["%s"] }]
                """.formatted(quoted(List.of(rules)), token, instance.getAuthority());
    }

    private static String quoted(List<Path> files) {
        Stream<String> names =
                files.stream().map(file -> '"' + file.toAbsolutePath().toString() + '"');
        return names.collect(Collectors.joining(", "));
    }
}
