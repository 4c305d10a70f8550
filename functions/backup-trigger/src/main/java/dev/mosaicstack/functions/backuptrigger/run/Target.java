package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a restore goes. It is whole or not there: until it is whole, it is a folder named {@code .partial-<run>}, beside
 * the target where that is not there yet, in it where it is an empty folder: that may be a disk of its own.
 *
 * @param path absolute, without symbolic links
 * @param partial on the same file system
 */
public record Target(Path path, Path partial) {

    private static final FileAttribute<Set<PosixFilePermission>> OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Every new ext4 file system has it. */
    private static final String LOST_AND_FOUND = "lost+found";

    /** @throws Failure {@code TARGET_NOT_EMPTY} where anything is there; {@code TARGET_UNWRITABLE} where it cannot be */
    static Target of(String text, String runId) throws Failure {
        try {
            Path asked = Path.of(text);
            if (!asked.isAbsolute()) {
                throw unwritable(asked + " is no absolute path");
            }
            Path path = real(asked);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new Target(path, path.resolveSibling(path.getFileName() + ".partial-" + runId));
            }
            mustBeEmpty(path);
            return new Target(path, path.resolve(".partial-" + runId));
        } catch (InvalidPathException e) {
            throw unwritable("no path: " + e.getMessage());
        } catch (IOException e) {
            throw unwritable(text + ": " + e);
        }
    }

    /**
     * The same without symbolic links, whether it is there yet or not.
     *
     * @param path absolute
     * @throws IOException also where a link on the way leads nowhere
     */
    public static Path real(Path path) throws IOException {
        Path normal = path.normalize();
        List<Path> missing = new ArrayList<>();
        Path there = normal;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            missing.addFirst(there.getFileName());
            there = there.getParent();
        }
        Path real = there.toRealPath();
        for (Path name : missing) {
            real = real.resolve(name);
        }
        return real;
    }

    private static void mustBeEmpty(Path path) throws IOException, Failure {
        if (!Files.isDirectory(path)) {
            throw notEmpty(path + " is there and is no folder");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().equals(LOST_AND_FOUND)) {
                    throw notEmpty(path + " is not empty: it has " + entry.getFileName());
                }
            }
        }
    }

    /** Makes the folder to restore into. */
    void begin() throws Failure {
        try {
            Files.createDirectories(partial.getParent(), OURS);
            Files.createDirectory(partial, OURS);
        } catch (IOException e) {
            throw unwritable("cannot make " + partial + ": " + e);
        }
    }

    /** What was restored becomes the target. */
    void finish() throws Failure {
        try {
            if (partial.getParent().equals(path)) {
                moveUp();
            } else {
                // It replaces nothing but an empty folder.
                Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (FileAlreadyExistsException e) {
            throw notEmpty(e.getFile() + " is there by now; what was restored is in " + partial);
        } catch (IOException e) {
            throw notEmpty(
                    "it cannot be named " + path + ": " + e.getMessage() + "; what was restored is in " + partial);
        }
    }

    private void moveUp() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(partial)) {
            for (Path entry : entries) {
                Files.move(entry, path.resolve(entry.getFileName()));
            }
        }
        Files.delete(partial);
    }

    boolean hasNothing() {
        String[] entries = partial.toFile().list();
        return entries == null || entries.length == 0;
    }

    /** Removes what was restored so far. */
    void discard() {
        WorkFolder.delete(partial);
    }

    private static Failure notEmpty(String detail) {
        return new Failure(Fault.TARGET_NOT_EMPTY, detail);
    }

    private static Failure unwritable(String detail) {
        return new Failure(Fault.TARGET_UNWRITABLE, detail);
    }
}
