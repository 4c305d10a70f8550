package dev.mosaicstack.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** 1 GiB to back up, in files of 1 MiB, each half random and half lines that repeat themselves. */
public record BackupSource(Path folder) {

    private static final int FILES = 1024;
    private static final int SIZE = 1 << 20;
    private static final int A_FOLDER = 32;

    /** Writes all of it. */
    public BackupSource write() {
        for (int file = 0; file < FILES; file++) {
            write(file, file);
        }
        return this;
    }

    /** Writes one file of a hundred anew, others each time. */
    public void change(long seed) {
        for (int file = (int) Math.floorMod(seed, 100L); file < FILES; file += 100) {
            write(file, FILES * (seed + 1) + file);
        }
    }

    private void write(int file, long seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        byte[] line = ("a line of file " + file + " that is in it many times\n").getBytes();
        for (int i = SIZE / 2; i < SIZE; i++) {
            bytes[i] = line[i % line.length];
        }
        try {
            Path into = Files.createDirectories(folder.resolve("d" + file / A_FOLDER));
            Files.write(into.resolve("f" + file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
