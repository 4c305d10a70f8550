package dev.mosaicstack.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A secret that was made up here. Nobody can make it up again, so it must be there after a power failure as well. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * Makes or replaces it in one step. Only its owner may read it; it is on the disk when this returns.
     *
     * @param secret one line
     */
    public static void write(Path file, String secret) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // A temporary file is its owner's alone.
        Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        Files.writeString(draft, secret + "\n");
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        forceName(folder);
    }

    private static void forceName(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Not every system lets a folder be opened, and not every file system has anything to force; SQLite goes
            // on, too.
            return;
        }
    }

    /** False also where it is empty: the power failed before it was written. */
    public static boolean exists(Path file) {
        return file.toFile().length() > 0;
    }
}
