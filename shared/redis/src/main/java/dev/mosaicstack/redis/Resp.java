package dev.mosaicstack.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A few questions to a Redis for which its real client is too much, or is not up yet. Source: the RESP2 protocol. Not for
 * several threads; whoever closes it ends the question under way.
 */
public final class Resp implements AutoCloseable {

    public enum Tls {
        NONE,
        /** With a certificate that is trusted, whatever name it has. */
        TRUSTED,
        /** With one that is trusted and has the host's name. */
        NAMED
    }

    /** The server answered, but not with what was asked for: {@code -ERR ...}, or bytes that are not RESP. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean speaksRedis;

        Refused(String answer, boolean speaksRedis) {
            super(answer);
            this.speaksRedis = speaksRedis;
        }

        /** Else it was something that is no Redis. */
        public boolean speaksRedis() {
            return speaksRedis;
        }
    }

    /** More than any answer to our questions needs; a server that sends more is no Redis. */
    private static final int MAX_ANSWER = 256 * 1024;

    private static final int LONGEST_LINE = 4096;

    private final Socket socket;
    private final InputStream in;

    private Resp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param timeout for the connection, and for each part of an answer */
    public static Resp open(String host, int port, Tls tls, Duration timeout) throws IOException {
        int millis = (int) timeout.toMillis();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            return new Resp(tls == Tls.NONE ? socket : secured(socket, host, port, tls));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, String host, int port, Tls tls) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secured = (SSLSocket) factory.createSocket(plain, host, port, true);
        if (tls == Tls.NAMED) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    /** @param user null or empty for the default one; @param password null or empty where there is none */
    public void authenticate(String user, String password) throws IOException {
        if (password == null || password.isEmpty()) {
            return;
        }
        if (user == null || user.isEmpty()) {
            ask("AUTH", password);
        } else {
            ask("AUTH", user, password);
        }
    }

    /** Sends one command; the answer as text, empty for nil, the elements of an array one per line. @throws Refused where it says no */
    public String ask(String... words) throws IOException {
        send(words);
        return answer();
    }

    public void send(String... words) throws IOException {
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
            if (line.size() >= LONGEST_LINE) {
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
