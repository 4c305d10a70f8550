package dev.mosaicstack.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.Receiver;
import dev.mosaicstack.testkit.Receiver.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /probe}, compiled here with the flags of the images, but for {@code -static}, which not every system has. */
class ProbeTest {

    private static final String READY = "/q/health/ready";
    /** What Compose waits for, at most. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    private static Path folder;

    private final Receiver function = Receiver.start();

    @BeforeAll
    static void compile() throws IOException {
        Path compiler = Programs.require("cc", "apt-get install gcc libc6-dev");
        Path log = folder.resolve("cc.log");
        int code = Programs.run(
                folder,
                log,
                1,
                List.of(
                        compiler.toString(),
                        "-std=c17",
                        "-Os",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-o",
                        "probe",
                        Dockerfile.FOLDER.resolve("probe.c").toString()));
        assertThat(code).as(Files.readString(log)).isZero();
    }

    @AfterEach
    void stop() {
        function.close();
    }

    @Test
    void isContentWithA200() throws Exception {
        assertThat(probe(port())).isZero();
        assertThat(function.at(READY)).singleElement().satisfies(asked -> assertThat(asked.headers())
                .containsKey("Host"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 500, 503})
    void isNotWithAnythingElse(int status) throws Exception {
        function.answers(READY, Answer.of(status));
        assertThat(probe(port())).isEqualTo(1);
    }

    @Test
    void isNotWhereNobodyListens() throws Exception {
        assertThat(probe(Integer.toString(Ports.free()))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "none", "8080 "})
    void isNotWhereThePortIsNone(String port) throws Exception {
        assertThat(probe(port)).isEqualTo(1);
    }

    @Test
    void doesNotWaitForOneThatHangs() throws Exception {
        var never = new CountDownLatch(1);
        function.answers(READY, new Answer(200, Map.of(), "", never));
        long before = System.nanoTime();
        assertThat(probe(port())).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(TIMEOUT);
        never.countDown();
    }

    @Test
    void takesAnAnswerInPieces() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerByteByByte(server));
            assertThat(probe(Integer.toString(server.getLocalPort()))).isZero();
        }
    }

    private static void answerByteByByte(ServerSocket server) {
        try (Socket caller = server.accept()) {
            caller.setTcpNoDelay(true);
            for (byte one : "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                caller.getOutputStream().write(one);
            }
        } catch (IOException e) {
            // The probe has read enough and gone.
        }
    }

    private String port() {
        return Integer.toString(function.url("").getPort());
    }

    private static int probe(String port) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(folder.resolve("probe").toString()).redirectErrorStream(true);
        builder.environment().put("QUARKUS_HTTP_PORT", port);
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
