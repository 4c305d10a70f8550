package dev.mosaicstack.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A POST whose sender hears what is answered before it has sent everything, and may take its time in the middle.
 *
 * @param chunked without saying how long the body is
 */
record LargePost(URI base, String path, Map<String, String> headers, byte[] body, boolean chunked) {

    private static final int CHUNK = 64 * 1024;
    private static final int PATIENCE_SECONDS = 60;

    /** @param text the whole answer, its head too */
    record Answer(int status, String text) {}

    Answer send() {
        return send(() -> {});
    }

    /** @param halfWay what the sender waits for in the middle of the body */
    Answer send(Runnable halfWay) {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            var answer = CompletableFuture.supplyAsync(
                    () -> read(socket), task -> Thread.ofVirtual().start(task));
            write(socket, halfWay, answer);
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer to a POST of " + body.length + " bytes to " + path, e);
        }
    }

    /** Says how much it will send, sends half of it and is gone. */
    static void leaveInTheMiddleOf(LargePost post) {
        try (var socket = new Socket(post.base.getHost(), post.base.getPort())) {
            socket.getOutputStream().write(post.head().getBytes(StandardCharsets.US_ASCII));
            post.piece(socket.getOutputStream(), 0, post.body.length / 2);
        } catch (IOException e) {
            // It was refused before.
        }
    }

    /** Who was refused need not take the rest. */
    private void write(Socket socket, Runnable halfWay, CompletableFuture<Answer> answer) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head().getBytes(StandardCharsets.US_ASCII));
            int half = body.length / 2;
            for (int at = 0; at < body.length && !answer.isDone(); at += CHUNK) {
                if (at <= half && half < at + CHUNK) {
                    halfWay.run();
                }
                piece(out, at, Math.min(CHUNK, body.length - at));
            }
            if (chunked && !answer.isDone()) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
        } catch (IOException e) {
            if (!answer.isDone()) {
                answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private void piece(OutputStream out, int at, int length) throws IOException {
        if (chunked) {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(body, at, length);
        if (chunked) {
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String head() {
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append(chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
        return head.append("\r\n").toString();
    }

    private static Answer read(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            var text = new ByteArrayOutputStream();
            int length = -1;
            while (length < 0 || text.size() < length) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("closed after " + text);
                }
                text.write(b);
                String sofar = length < 0 && b == '\n' ? text.toString(StandardCharsets.ISO_8859_1) : "";
                if (sofar.endsWith("\r\n\r\n")) {
                    length = text.size() + contentLength(sofar);
                }
            }
            String answer = text.toString(StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
