package dev.mosaicstack.bench.load;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Whole HTTP requests in a file, all of one size, ready to be sent as they are. */
public record Requests(Path file, int size) {

    /** A call of {@code /empty}. */
    public static Requests empty(Path file) {
        byte[] request =
                "POST /empty HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                        .getBytes(StandardCharsets.US_ASCII);
        return write(file, 1, () -> request);
    }

    /** One request, sent again and again. */
    public static Requests of(Path file, byte[] request) {
        return write(file, 1, () -> request);
    }

    /** Pushes that differ in their ids and their content. */
    public static Requests pushes(Path file, SignedPush push, int count) {
        return write(file, count, push::next);
    }

    private static Requests write(Path file, int count, Supplier<byte[]> request) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            int size = 0;
            for (int i = 0; i < count; i++) {
                byte[] next = request.get();
                if (i > 0 && next.length != size) {
                    throw new IllegalStateException("requests of different sizes: " + size + " and " + next.length);
                }
                size = next.length;
                out.write(next);
            }
            return new Requests(file, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
