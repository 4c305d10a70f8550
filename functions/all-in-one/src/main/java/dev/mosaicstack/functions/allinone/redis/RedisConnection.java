package dev.mosaicstack.functions.allinone.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A few questions to a Redis before the application and its real client are up. Source: the RESP2 protocol.
 */
final class RedisConnection implements AutoCloseable {

    /** The server answered, but not with what was asked for: {@code -ERR ...}, or bytes that are not RESP. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean speaksRedis;

        Refused(String answer, boolean speaksRedis) {
            super(answer);
            this.speaksRedis = speaksRedis;
        }

        boolean speaksRedis() {
            return speaksRedis;
        }
    }

    /** More than any answer to our questions needs; a server that sends more is no Redis. */
    private static final int MAX_ANSWER = 256 * 1024;

    private final Socket socket;
    private final InputStream in;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects and authenticates; each answer may take {@code timeout}. */
    static RedisConnection open(RedisUrl url, Duration timeout) throws IOException {
        int millis = (int) timeout.toMillis();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(url.host(), url.port()), millis);
            socket.setSoTimeout(millis);
            var connection = new RedisConnection(url.tls() ? secured(socket, url) : socket);
            connection.authenticate(url);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, RedisUrl url) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secured = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
        secured.startHandshake();
        return secured;
    }

    private void authenticate(RedisUrl url) throws IOException {
        if (url.password().isEmpty()) {
            return;
        }
        if (url.user().isEmpty()) {
            ask("AUTH", url.password());
        } else {
            ask("AUTH", url.user(), url.password());
        }
    }

    /** Sends one command; the answer as text, the elements of an array one per line. */
    String ask(String... words) throws IOException {
        send(words);
        return answer();
    }

    void send(String... words) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(bytes);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        socket.getOutputStream().write(out.toByteArray());
    }

    private String answer() throws IOException {
        String line = line();
        String rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> throw new Refused(rest, true);
            case '$' -> bulk(length(rest));
            case '*' -> array(length(rest));
            default -> throw new Refused("it does not speak the Redis protocol", false);
        };
    }

    private static int length(String digits) throws Refused {
        try {
            int length = Integer.parseInt(digits);
            if (length <= MAX_ANSWER) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Said below: a length that is no number is as foreign as one that is too large.
        }
        throw new Refused("it does not speak the Redis protocol", false);
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException("the connection was closed");
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private String array(int length) throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < length; i++) {
            lines.append(answer()).append('\n');
        }
        return lines.toString();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (line.size() >= MAX_ANSWER) {
                throw new Refused("it does not speak the Redis protocol", false);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
