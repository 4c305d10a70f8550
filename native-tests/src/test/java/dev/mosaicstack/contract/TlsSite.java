package dev.mosaicstack.contract;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.mosaicstack.testkit.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A site on 127.0.0.1 with a certificate of its own, which nobody trusts. */
final class TlsSite implements AutoCloseable {

    private final HttpsServer server;

    private TlsSite(HttpsServer server) {
        this.server = server;
    }

    /** @param folder for its key; the certificate is good for 90 days */
    static TlsSite in(Path folder) {
        try {
            var server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(SelfSigned.in(folder).server()));
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return new TlsSite(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
