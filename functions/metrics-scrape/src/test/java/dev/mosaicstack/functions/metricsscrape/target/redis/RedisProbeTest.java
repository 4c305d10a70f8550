package dev.mosaicstack.functions.metricsscrape.target.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.functions.metricsscrape.target.Values;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.RedisServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProbeTest {

    private static final Duration TIMEOUT = Duration.ofMillis(700);

    @TempDir
    Path folder;

    private RedisServer server;

    @BeforeEach
    void start() {
        server = RedisServer.start(folder.resolve("redis"), "pw", "--maxmemory", "100mb", "--appendonly", "yes");
    }

    @AfterEach
    void end() {
        server.close();
    }

    private RedisProbe probe(String password) {
        return probe(server.port(), password);
    }

    private static RedisProbe probe(int port, String password) {
        return new RedisProbe(
                new RedisAddress("127.0.0.1", port, 0, false, null, password),
                TIMEOUT,
                List.of("mosaic:events", "name"));
    }

    @Test
    void whatInfoSaysAndHowLongStreamsAreIsSeen() throws Exception {
        try (Redis redis = server.connect();
                var probe = probe("pw")) {
            redis.command("XADD", "mosaic:events", "1-0", "a", "b");
            redis.command("XADD", "mosaic:events", "2-0", "a", "b");
            redis.command("SET", "name", "no stream", "EX", "100");
            Map<String, Double> values = Values.of(probe.read());
            assertThat(values)
                    .containsEntry("redis_up", 1.0)
                    .containsEntry("redis_memory_max_bytes", 104857600.0)
                    .containsEntry("redis_connected_clients", 2.0)
                    .containsEntry("redis_aof_enabled", 1.0)
                    .containsEntry("redis_aof_last_write_status", 1.0)
                    .containsEntry("redis_connected_slaves", 0.0)
                    .containsEntry("redis_db_keys{db=\"db0\"}", 2.0)
                    .containsEntry("redis_db_keys_expiring{db=\"db0\"}", 1.0)
                    .containsEntry("redis_stream_length{stream=\"mosaic:events\"}", 2.0)
                    .doesNotContainKey("redis_stream_length{stream=\"name\"}");
            assertThat(values.get("redis_memory_used_bytes")).isGreaterThan(100_000);
            assertThat(values.get("redis_commands_processed_total")).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void oneConnectionIsKeptAndMadeAgainAfterARestart() throws Exception {
        try (var probe = probe("pw")) {
            probe.read();
            assertThat(Values.of(probe.read())).containsEntry("redis_connected_clients", 1.0);
            server.kill();
            Unreadable down = catchThrowableOfType(Unreadable.class, probe::read);
            assertThat(down).hasMessage("nobody takes connections there");
            assertThat(Values.of(down.families())).isEqualTo(Map.of("redis_up", 0.0));
            server.startAgain();
            assertThat(Values.of(probe.read())).containsEntry("redis_up", 1.0);
            server.kill();
            server.startAgain();
            assertThat(Values.of(probe.read())).containsEntry("redis_up", 1.0);
        }
    }

    @Test
    void aReplicaIsSeenFromBothSides() throws Exception {
        try (var replica = RedisServer.start(
                        folder.resolve("replica"),
                        "pw",
                        "--replicaof",
                        "127.0.0.1",
                        String.valueOf(server.port()),
                        "--masterauth",
                        "pw");
                var above = probe("pw");
                var below = probe(replica.port(), "pw")) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Values.of(below.read()).get("redis_master_link_up") == 1);
            assertThat(Values.of(above.read()))
                    .containsEntry("redis_connected_slaves", 1.0)
                    .anySatisfy((series, value) -> assertThat(series).startsWith("redis_connected_slave_lag_seconds{"));
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() {
        try (var probe = probe("wr0ng")) {
            assertThat(catchThrowableOfType(Unreadable.class, probe::read))
                    .hasMessageStartingWith("it says: ")
                    .hasMessageNotContaining("wr0ng");
        }
    }

    @Test
    void aServerThatIsFrozenIsGivenUpInTime() throws Exception {
        try (var probe = probe("pw")) {
            probe.read();
            server.freeze();
            long began = System.nanoTime();
            assertThat(catchThrowableOfType(Unreadable.class, probe::read)).hasMessage("no answer within 0.7 s");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            server.thaw();
            assertThat(Values.of(probe.read())).containsEntry("redis_up", 1.0);
        }
    }

    @Test
    void whatDoesNotSpeakRedisIsNamed() throws Exception {
        try (var socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> {
                try (var connection = socket.accept()) {
                    connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    connection.getInputStream().readAllBytes();
                } catch (java.io.IOException e) {
                    // The test is over.
                }
            });
            try (var probe = probe(socket.getLocalPort(), null)) {
                assertThat(catchThrowableOfType(Unreadable.class, probe::read))
                        .hasMessage("it does not speak the Redis protocol");
            }
        }
    }
}
