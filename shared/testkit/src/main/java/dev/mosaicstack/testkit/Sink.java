package dev.mosaicstack.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A receiver of HTTP requests on a port of 127.0.0.1 (or of {@code mosaic.test.host}) that answers as it is told, badly as well, and keeps what it got. */
public final class Sink implements AutoCloseable {

    /** One request. Header names are lower case. */
    public record Received(String method, String path, Map<String, String> headers, byte[] body, long atNanos) {

        public String header(String name) {
            return headers.get(name);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What a request gets. */
    public interface Behaviour {
        /** @param nth which request of this sink it is, from 1 */
        Reply to(Received request, int nth) throws InterruptedException;
    }

    /** How a request is answered. */
    public sealed interface Reply {
        record Answer(int status, Map<String, String> headers, String body) implements Reply {}

        /** The connection stays open, and nothing comes. */
        record Silence() implements Reply {}

        /** The connection is closed before anything was said. */
        record HangUp() implements Reply {}

        /** A 200 whose body ends too early. */
        record HalfAnAnswer() implements Reply {}

        /** Not HTTP. */
        record Noise() implements Reply {}
    }

    public static final Reply OK = answer(204);

    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile ServerSocket server;
    private volatile Behaviour behaviour;
    private int requests;

    private final boolean keeps;

    private Sink(int port, boolean keeps, Behaviour behaviour) {
        this.port = port;
        this.keeps = keeps;
        this.behaviour = behaviour;
    }

    /** One that takes everything. */
    public static Sink open() {
        return open((request, nth) -> OK);
    }

    public static Sink open(Behaviour behaviour) {
        return listening(new Sink(Ports.free(), true, behaviour));
    }

    /** For more requests than there is room for. */
    public static Sink thatKeepsNothing(Behaviour behaviour) {
        return listening(new Sink(Ports.free(), false, behaviour));
    }

    private static Sink listening(Sink sink) {
        sink.listen();
        return sink;
    }

    public static Reply answer(int status) {
        return new Reply.Answer(status, Map.of(), "");
    }

    /** From now on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    public String url() {
        return "http://" + GivenAddress.testHost() + ":" + port + "/sink";
    }

    /** Everything that arrived, whatever was answered. */
    public List<Received> received() {
        return received;
    }

    /** What arrived of CloudEvents whose header or body says so. */
    public List<Received> received(Predicate<Received> wanted) {
        return received.stream().filter(wanted).toList();
    }

    /** Waits until at least so many like this arrived. */
    public List<Received> await(int atLeast, Duration within, Predicate<Received> wanted) {
        Awaitility.await(atLeast + " requests at " + url())
                .pollInterval(Duration.ofMillis(20))
                .atMost(within)
                .until(() -> received(wanted).size() >= atLeast);
        return received(wanted);
    }

    /** Nobody listens any more: connections are refused. */
    public void refuse() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void listen() {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getByName(GivenAddress.testHost()), port), 512);
            server = listening;
            Thread.ofVirtual().name("sink-" + port).start(() -> accept(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                // Closed: no more connections.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            Received request = read(in);
            while (request != null) {
                if (!reply(socket, behaviour.to(request, keep(request)))) {
                    return;
                }
                request = read(in);
            }
        } catch (IOException e) {
            // The sender went away, or we did.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private synchronized int keep(Received request) {
        if (keeps) {
            received.add(request);
        }
        return ++requests;
    }

    private static boolean reply(Socket socket, Reply reply) throws IOException, InterruptedException {
        return switch (reply) {
            case Reply.Answer answer -> {
                write(socket, head(answer) + answer.body());
                yield true;
            }
            case Reply.Silence silence -> {
                while (socket.getInputStream().read() >= 0) {
                    // Until the sender has had enough.
                }
                yield false;
            }
            case Reply.HangUp hangUp -> false;
            case Reply.HalfAnAnswer half -> {
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf an ans");
                yield false;
            }
            case Reply.Noise noise -> {
                write(socket, "SSH-2.0-OpenSSH_9.6\r\n");
                yield false;
            }
        };
    }

    private static String head(Reply.Answer answer) {
        var head = new StringBuilder("HTTP/1.1 " + answer.status() + " Status\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (answer.status() != 204) {
            int length = answer.body().getBytes(StandardCharsets.UTF_8).length;
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Null where the sender is done. */
    private static Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String[] parts = first.split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Received(parts[0], parts[1], headers, body, System.nanoTime());
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        refuse();
    }
}
