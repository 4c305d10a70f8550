package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new Address("127.0.0.1", other.getLocalPort()).requireFree())
                    .isInstanceOf(Problem.class)
                    .hasMessage("port " + other.getLocalPort()
                            + " is in use by another process; stop it or choose another with --port");
        }
    }

    @Test
    void aFreePortIsFine() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatCode(() -> new Address("127.0.0.1", port).requireFree()).doesNotThrowAnyException();
        assertThat(new Address("127.0.0.1", port).answers()).isFalse();
    }

    /** Whoever is connected while the application starts waits for its answer. */
    @Test
    void nobodyIsConnectedByTheProof() {
        // Below those of outgoing connections: a client that is given the port itself is connected to itself.
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
        var address = new Address("127.0.0.1", port);
        var enough = new AtomicBoolean();
        var connected = CompletableFuture.supplyAsync(() -> {
            boolean one = false;
            while (!one && !enough.get()) {
                one = accepts(port);
            }
            return one;
        });
        for (int i = 0; i < 100_000 && !connected.isDone(); i++) {
            address.requireFree();
        }
        enough.set(true);
        assertThat(connected.join()).isFalse();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aHostOfAnotherMachineIsRefused() {
        assertThatThrownBy(() -> new Address("192.0.2.1", 4001).requireFree())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("192.0.2.1");
        assertThatThrownBy(() -> new Address("no-such-host.invalid", 4001).requireFree())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void aWildcardIsReachedOverLoopback() {
        assertThat(new Address("0.0.0.0", 1).url()).isEqualTo("http://127.0.0.1:1");
        assertThat(new Address("::1", 1).url()).isEqualTo("http://[::1]:1");
    }
}
