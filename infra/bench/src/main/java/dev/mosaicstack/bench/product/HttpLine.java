package dev.mosaicstack.bench.product;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept. It knows as little of HTTP as its server answers with, because it shares the
 * processor with what it measures. Not for several threads.
 */
public final class HttpLine implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final String LENGTH = "\r\ncontent-length:";

    /** What came back. */
    public record Answer(int status, String body) {

        /** @throws IOException where it is another status, with what the server says about it */
        public Answer expect(int wanted) throws IOException {
            if (status != wanted) {
                throw new IOException("answered with " + status + " " + body);
            }
            return this;
        }

        /** The first value of this name, without looking at the JSON around it; null where there is none. */
        public String field(String name) {
            int at = body.indexOf("\"" + name + "\":");
            if (at < 0) {
                return null;
            }
            int from = at + name.length() + 3;
            boolean quoted = body.charAt(from) == '"';
            int end = quoted ? body.indexOf('"', from + 1) : end(from);
            return body.substring(quoted ? from + 1 : from, end);
        }

        private int end(int from) {
            int at = from;
            while (",}]".indexOf(body.charAt(at)) < 0) {
                at++;
            }
            return at;
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final String head;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    public HttpLine(int port) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
        head = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    /** @param headers whole lines, each with its CRLF */
    public Answer post(String call, String headers, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] before = ("POST /" + call + head + body.length + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(before, before.length + body.length);
        System.arraycopy(body, 0, all, before.length, body.length);
        return send(all);
    }

    public Answer call(String call, String token, String json) throws IOException {
        return post(call, "Authorization: Bearer " + token + "\r\n", json);
    }

    /** Sends a whole request as it is. */
    public Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int end;
        while ((end = endOfHead()) < 0) {
            fill(buffer.length == filled ? 2 * buffer.length : buffer.length);
        }
        String answered = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        int from = end + 4;
        int length = length(answered);
        while (filled < from + length) {
            fill(Math.max(buffer.length, from + length));
        }
        return new Answer(
                Integer.parseInt(answered.substring(9, 12)), new String(buffer, from, length, StandardCharsets.UTF_8));
    }

    private static int length(String head) throws IOException {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without a length: " + head);
        }
        int from = at + LENGTH.length();
        int end = head.indexOf('\r', from);
        return Integer.parseInt(
                head.substring(from, end < 0 ? head.length() : end).strip());
    }

    private void fill(int size) throws IOException {
        if (buffer.length < size) {
            buffer = Arrays.copyOf(buffer, size);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the server hung up");
        }
        filled += read;
    }

    private int endOfHead() {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                return i - 3;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
