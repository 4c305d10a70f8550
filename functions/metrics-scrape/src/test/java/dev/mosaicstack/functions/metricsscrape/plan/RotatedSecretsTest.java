package dev.mosaicstack.functions.metricsscrape.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedSecretsTest {

    @TempDir
    Path folder;

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Path file;

    @BeforeEach
    void serve() throws IOException {
        file = Files.writeString(folder.resolve("token"), "first");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] text = "a 1\n".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Target target() {
        String key = "mosaic.metrics.targets.site.";
        var settings = Settings.of(Map.of(
                key + "kind",
                "prometheus",
                key + "url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics",
                key + "token-file",
                file.toString()));
        return Targets.of(settings, List::of).all().stream()
                .filter(target -> target.name().equals("site"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTokenThatWasRotatedIsUsedFromTheNextLookOn() throws Exception {
        Target target = target();
        target.probe().read();
        Files.writeString(file, "second");
        target.probe().read();
        target.probe().read();
        assertThat(tokens).containsExactly("Bearer first", "Bearer second", "Bearer second");
    }

    @Test
    void aTokenThatIsMovedIntoItsPlaceIsUsedToo() throws Exception {
        Target target = target();
        target.probe().read();
        Path next = Files.writeString(folder.resolve("next"), "other");
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        target.probe().read();
        assertThat(tokens).containsExactly("Bearer first", "Bearer other");
    }

    @Test
    void whileTheFileCannotBeUsedTheLastOneStays() throws IOException, Unreadable, InterruptedException {
        Target target = target();
        Files.delete(file);
        target.probe().read();
        Files.writeString(file, "\n");
        target.probe().read();
        Files.writeString(file, "third-one");
        target.probe().read();
        assertThat(tokens).containsExactly("Bearer first", "Bearer first", "Bearer third-one");
    }
}
