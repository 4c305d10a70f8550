package dev.mosaicstack.functions.backuptrigger.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * The files that this process had open at one moment. Whoever opens such a file again and closes it gives up every lock
 * that the process has on it, on whatever descriptor (POSIX, fcntl): SQLite's on our database, without which another
 * process removes the log that we write to, and that on the data folder.
 */
record OpenFiles(Set<Object> keys) {

    /** On Linux and macOS. */
    private static final Path DESCRIPTORS = Path.of("/dev/fd");

    static OpenFiles now() {
        Set<Object> keys = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            descriptors.forEach(each -> addTo(keys, each));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OpenFiles(keys);
    }

    private static void addTo(Set<Object> keys, Path file) {
        try {
            keys.add(keyOf(file));
        } catch (IOException e) {
            // Closed meanwhile: that of the folder itself always is.
            return;
        }
    }

    boolean has(Path file) {
        try {
            return keys.contains(keyOf(file));
        } catch (IOException e) {
            // Gone meanwhile: it cannot be opened either.
            return false;
        }
    }

    private static Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
