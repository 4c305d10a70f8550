package dev.mosaicstack.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where a benchmark works: on the disk of the project, because a folder for temporary files may be in memory. Close it. */
public record Workshop(Path root, Path folder) implements AutoCloseable {

    public static Workshop open(Path root) {
        try {
            Path target = Files.createDirectories(root.resolve("infra/bench/target/work"));
            return new Workshop(root, Files.createTempDirectory(target, "bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of 127.0.0.1 that nobody listened on a moment ago. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    /** Nothing where there is nothing. */
    public static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // What is gone meanwhile needs no deleting.
        }
    }
}
