package dev.mosaicstack.functions.allinone.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisCheckTest {

    @Test
    void aServerThatRefusesConnectionsIsOnlyAway() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(RedisCheck.look(RedisUrl.local(port, ""))).isInstanceOf(RedisCheck.Verdict.Away.class);
    }

    @Test
    void aServerThatStillLoadsIsOnlyAway() throws IOException {
        try (ServerSocket server = answering("-LOADING Redis is loading the dataset in memory\r\n")) {
            assertThat(RedisCheck.look(RedisUrl.local(server.getLocalPort(), "")))
                    .isInstanceOf(RedisCheck.Verdict.Away.class);
        }
    }

    @Test
    void anotherKindOfServerIsRefused() throws IOException {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThatThrownBy(() -> RedisCheck.look(RedisUrl.local(server.getLocalPort(), "")))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is not a Redis");
        }
    }

    @Test
    void anUnknownHostIsRefused() {
        assertThatThrownBy(() -> RedisCheck.look(new RedisUrl(false, "no-such-host.invalid", 6379, "", "")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    /** Takes one connection and says one thing. */
    private static ServerSocket answering(String answer) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The test has ended and closed the server.
                return;
            }
        });
        return server;
    }
}
