package dev.mosaicstack.functions.backuptrigger.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Our folder, which nobody else can read: restic's cache, and below {@code runs} what runs need for a while. */
public record WorkFolder(Path root) {

    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

    /** The folder of a run, made where it is not there, with {@link #temporary} in it. */
    public Path of(String runId) {
        try {
            Path folder = root.resolve("runs").resolve(runId);
            // restic says so where its cache is not there, in front of what is really wrong.
            for (Path each : List.of(root, root.resolve("cache"), folder.getParent(), folder, temporary(folder))) {
                if (!Files.isDirectory(each)) {
                    Files.createDirectories(each, PosixFilePermissions.asFileAttribute(OURS));
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In the folder of a run, and gone with it: where restic has what is on its way to the repository. The system's
     * own may be small, or memory.
     */
    static Path temporary(Path ofRun) {
        return ofRun.resolve("tmp");
    }

    /** Removes what runs left behind that are no longer running: their process was killed. */
    void clean(Predicate<String> isRunning) {
        Path runs = root.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return;
        }
        try (Stream<Path> folders = Files.list(runs)) {
            folders.filter(folder -> !isRunning.test(folder.getFileName().toString()))
                    .forEach(WorkFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With all that is in it; nothing happens where it is not there. */
    public static void delete(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                    // What was restored has the rights that it had, maybe none to remove what is in it.
                    Files.setPosixFilePermissions(each, OURS);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
                    Files.delete(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // Somebody else removes it as well.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
