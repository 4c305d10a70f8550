package dev.mosaicstack.contract;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;

/**
 * Callers that begin before anybody listens. To be refused a connection is nothing; whoever is connected wants the right
 * answer, or a 503 that says when to come again.
 */
final class Hammer {

    private static final long WITHIN_NANOS = 120_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CALLERS = 50;
    private static final int RIGHT_ONES_EACH = 4;
    private static final Pattern COME_AGAIN = Pattern.compile("(?i)\r\nretry-after: *\\d+\r\n");

    private final int port;
    private final Supplier<byte[]> request;
    private final int right;
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** @param right the status of the right answer */
    Hammer(int port, Supplier<byte[]> request, int right) {
        this.port = port;
        this.request = request;
        this.right = right;
    }

    /** Fifty callers at once, until each has its right answers. @return the bodies of these */
    List<String> untilAllAreAnswered() {
        List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> CompletableFuture.runAsync(
                        this::call, work -> Thread.ofVirtual().start(work)))
                .toList();
        callers.forEach(CompletableFuture::join);
        Assertions.assertThat(faults)
                .as("what was answered wrong, or not at all")
                .isEmpty();
        Assertions.assertThat(answers).hasSize(CALLERS * RIGHT_ONES_EACH);
        return new ArrayList<>(answers);
    }

    private void call() {
        long until = System.nanoTime() + WITHIN_NANOS;
        int got = 0;
        while (got < RIGHT_ONES_EACH && faults.isEmpty()) {
            try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                got += judged(socket);
            } catch (ConnectException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (IOException e) {
                faults.add("connected, but: " + e);
            }
            if (System.nanoTime() > until) {
                faults.add("no right answer in time");
            }
        }
    }

    /** @return how many right answers that was: one or, told to come again, none */
    private int judged(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.get());
        String answer = answer(socket.getInputStream());
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end + 2);
        int status = Integer.parseInt(head.substring(9, 12));
        if (status == right) {
            answers.add(answer.substring(end + 4));
            return 1;
        }
        boolean later = status == 503
                && COME_AGAIN.matcher(head).find()
                && head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")
                && answer.contains("\"code\":\"");
        if (!later) {
            faults.add(answer);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        return 0;
    }

    /** One whole answer. @throws EOFException where the server hangs up before its end */
    private static String answer(InputStream in) throws IOException {
        var text = new StringBuilder();
        byte[] some = new byte[8192];
        while (!isWhole(text)) {
            int read = in.read(some);
            if (read < 0) {
                throw new EOFException("hung up after: " + text);
            }
            text.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static boolean isWhole(StringBuilder text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
        int at = head.indexOf("\r\ncontent-length:");
        if (at < 0) {
            return text.indexOf("\r\n0\r\n\r\n", end) >= 0;
        }
        String length = head.substring(at + 17, head.indexOf('\r', at + 2)).strip();
        return text.length() >= end + 4 + Integer.parseInt(length);
    }
}
