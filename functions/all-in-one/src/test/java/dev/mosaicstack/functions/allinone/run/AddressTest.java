package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
