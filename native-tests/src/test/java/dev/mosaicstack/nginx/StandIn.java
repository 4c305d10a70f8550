package dev.mosaicstack.nginx;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A tiny application on 127.0.0.1: says back what it is sent after an upgrade, and answers all else with the head of the request, which it
 * lets everybody keep for a minute.
 */
final class StandIn implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private StandIn(ServerSocket server) {
        this.server = server;
    }

    static StandIn started() {
        try {
            var standIn = new StandIn(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
            Thread.ofPlatform().daemon().start(standIn::accept);
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** How often this path was asked for. */
    long asked(String path) {
        return heads.stream()
                .filter(head -> head.startsWith("GET " + path + " "))
                .count();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                // Closed: the test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                heads.add(head);
                if (head.contains("\r\nUpgrade: websocket\r\n") && head.contains("\r\nConnection: upgrade\r\n")) {
                    out.write(bytes(
                            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));
                    in.transferTo(out);
                    return;
                }
                out.write(bytes(answer(head)));
            }
        } catch (IOException e) {
            // Whoever asked has left.
        }
    }

    private static String answer(String head) {
        return "HTTP/1.1 200 OK\r\nCache-Control: public, max-age=60\r\nContent-Type: text/plain\r\nContent-Length: "
                + head.length() + "\r\n\r\n" + head;
    }

    /** Without what follows it; empty at the end. */
    static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
