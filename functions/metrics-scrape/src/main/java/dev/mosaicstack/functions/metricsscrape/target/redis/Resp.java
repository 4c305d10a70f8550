package dev.mosaicstack.functions.metricsscrape.target.redis;

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

/** Questions to a Redis whose answers are one text or number each. Source: the RESP2 protocol. */
final class Resp implements AutoCloseable {

    /** It says no: {@code -ERR ...}. The connection is good. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String answer) {
            super(answer);
        }
    }

    /** More than INFO ever has. */
    private static final int LONGEST = 1 << 20;

    private final Socket socket;
    private final InputStream in;

    private Resp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param timeout for the connection, and for each part of an answer */
    static Resp open(RedisAddress there, Duration timeout) throws IOException {
        int millis = (int) timeout.toMillis();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(there.host(), there.port()), millis);
            socket.setSoTimeout(millis);
            return new Resp(there.tls() ? secured(socket, there) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, RedisAddress there) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secured = (SSLSocket) factory.createSocket(plain, there.host(), there.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** @return a text or number; empty for nil @throws Refused where it says no */
    String ask(String... words) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(bytes);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        socket.getOutputStream().write(out.toByteArray());
        return answer();
    }

    private String answer() throws IOException {
        String line = line();
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> line.substring(1);
            case '-' -> throw new Refused(line.substring(1));
            case '$' -> bulk(line.substring(1));
            default -> throw new IOException("it does not speak the Redis protocol");
        };
    }

    private String bulk(String digits) throws IOException {
        if (digits.equals("-1")) {
            return "";
        }
        if (!digits.matches("[0-9]{1,7}") || Integer.parseInt(digits) > LONGEST) {
            throw new IOException("it does not speak the Redis protocol");
        }
        int length = Integer.parseInt(digits);
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException("it closed the connection");
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("it closed the connection");
            }
            if (line.size() >= 4096) {
                throw new IOException("it does not speak the Redis protocol");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It has gone: that is what is wanted.
        }
    }
}
