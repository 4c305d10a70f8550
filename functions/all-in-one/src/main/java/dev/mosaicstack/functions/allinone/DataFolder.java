package dev.mosaicstack.functions.allinone;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Where one machine's MosAIc keeps everything. Folders it makes are for their owner only, secrets too. */
public record DataFolder(Path root) {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** {@code option}, else {@code MOSAIC_DATA}, else {@code data} next to the launcher. */
    public static DataFolder of(Path option, Environment environment) {
        Path chosen = option != null
                ? option
                : environment.get("MOSAIC_DATA").map(Path::of).orElseGet(DataFolder::besideTheLauncher);
        return new DataFolder(chosen.toAbsolutePath().normalize());
    }

    private static Path besideTheLauncher() {
        return Path.of(System.getProperty("mosaic.home", "")).resolve("data");
    }

    public Path database() {
        return root.resolve("mcp").resolve("state").resolve("mosaic.db");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path lock() {
        return root.resolve("run.lock");
    }

    public Path adminToken() {
        return root.resolve("admin.token");
    }

    public Path webhookSecret() {
        return root.resolve("webhook.secret");
    }

    /** What went wrong in the last start, in full. */
    public Path failure() {
        return root.resolve("run-failed.log");
    }

    /**
     * Makes the folder with its rooms and proves that it can be written to.
     *
     * @throws Problem where it cannot
     */
    public void prepare() {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new Problem("data folder " + root + " is not a folder; choose another with --data");
        }
        try {
            createPrivate(root);
            createPrivate(redis());
            createPrivate(database().getParent());
            Files.delete(Files.createTempFile(root, ".write", ".test"));
        } catch (IOException e) {
            throw new Problem("data folder " + root + " cannot be written to (" + reason(e)
                    + "); mend its permissions or choose another with --data");
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder, attributes("rwx------"));
    }

    /** Writes {@code text} to a new file that only its owner may read; an old one is replaced in one step. */
    public static void writePrivate(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, attributes("rw-------"));
        Files.writeString(draft, text, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The system's words for a failed file operation, without the path it usually begins with. */
    public static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
            case java.nio.file.FileSystemException file
            when file.getReason() != null -> file.getReason().toLowerCase(java.util.Locale.ROOT);
            default -> e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        };
    }
}
