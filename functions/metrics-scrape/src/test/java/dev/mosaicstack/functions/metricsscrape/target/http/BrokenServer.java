package dev.mosaicstack.functions.metricsscrape.target.http;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/** An HTTP server on 127.0.0.1 that answers each request with bytes of the test's choice, and closes the connection. */
final class BrokenServer implements AutoCloseable {

    /** What it does once a request has come. */
    interface Answer {
        void to(OutputStream out, CountDownLatch closed) throws IOException, InterruptedException;
    }

    /** The headers of a request, by lower-case names. */
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket socket;
    private final Answer answer;

    BrokenServer(Answer answer) {
        this(plain(), answer);
    }

    BrokenServer(ServerSocket socket, Answer answer) {
        this.socket = socket;
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url(String scheme) {
        return URI.create(scheme + "://localhost:" + socket.getLocalPort() + "/metrics");
    }

    List<Map<String, String>> requests() {
        return requests;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            Map<String, String> headers = new TreeMap<>();
            headers.put("", in.readLine());
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            requests.add(headers);
            answer.to(connection.getOutputStream(), closed);
        } catch (IOException e) {
            // Whoever asked has gone: that is what they are to do here.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    void stop() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that ends with the connection. */
    static Answer text(String type, byte[] body, String... headers) {
        return (out, closed) -> {
            head(out, "200 OK", "Content-Type: " + type, headers);
            out.write(body);
        };
    }

    static Answer text(String body) {
        return text("text/plain; version=0.0.4", body.getBytes(StandardCharsets.UTF_8));
    }

    static void head(OutputStream out, String status, String first, String... headers) throws IOException {
        String all = "HTTP/1.1 " + status + "\r\n" + first + "\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n";
        out.write(all.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static byte[] packed(byte[] text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }
}
