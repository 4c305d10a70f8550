package dev.mosaicstack.crash.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system in memory that can be made full and roomy again. Only root may mount one. */
public final class Disk implements AutoCloseable {

    private static final String ROOMY = "4g";
    private static final int BLOCK = 4096;

    private final Path folder;

    private Disk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one on this empty folder; empty where this machine or this user cannot. */
    static Optional<Disk> mountedOn(Path folder) {
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + ROOMY + ",mode=0700", "mosaic-crash", folder.toString())) {
            return Optional.empty();
        }
        var disk = new Disk(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
        return Optional.of(disk);
    }

    /** Leaves not a byte: the size shrinks to what is used, and a file takes the rest. */
    public void fill() {
        try {
            FileStore store = Files.getFileStore(folder);
            long used = store.getTotalSpace() - store.getUnallocatedSpace();
            must(resize(used + 64L * BLOCK + ""));
            byte[] block = new byte[BLOCK];
            try (var out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(block);
                }
            }
        } catch (IOException e) {
            // No space left on device: as wanted. Anything else would leave room, which the run finds out.
            return;
        }
    }

    public void free() {
        must(resize(ROOMY));
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unmounts it, and all that is on it is gone. A second time does nothing. */
    @Override
    public void close() {
        run("umount", folder.toString());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private boolean resize(String size) {
        return run("mount", "-o", "remount,size=" + size, folder.toString());
    }

    private static void must(boolean done) {
        if (!done) {
            throw new IllegalStateException("the file system cannot be resized");
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // No such program: no such disk.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
