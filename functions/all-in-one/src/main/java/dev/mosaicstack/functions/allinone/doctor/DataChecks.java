package dev.mosaicstack.functions.allinone.doctor;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.run.DatabaseCheck;
import dev.mosaicstack.functions.allinone.run.DatabaseServer;
import dev.mosaicstack.store.FileSystemCheck;
import dev.mosaicstack.store.HostCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The data folder, the disk below it, the database in it. Looks only: nothing is made. */
record DataChecks(Environment environment, DataFolder data) {

    private static final long MIB = 1024L * 1024;
    private static final long TOO_LITTLE = 200 * MIB;
    private static final long LITTLE = 1024 * MIB;

    List<Finding> all() {
        var findings = new ArrayList<>(List.of(folder(), disk()));
        if (!environment.has("MOSAIC_DB_URL")) {
            findings.add(fileSystem());
            findings.add(hosts());
        }
        findings.add(database());
        return findings;
    }

    private Finding folder() {
        Path root = data.root();
        if (!Files.exists(root)) {
            return Files.isDirectory(nearest()) && Files.isWritable(nearest())
                    ? Finding.ok("data folder", root + " (run will make it)")
                    : Finding.fail("data folder", root + " cannot be made", "choose another with --data");
        }
        if (!Files.isDirectory(root)) {
            return Finding.fail("data folder", root + " is not a folder", "choose another with --data");
        }
        if (!Files.isWritable(root)) {
            return Finding.fail("data folder", root + " cannot be written to", "mend its permissions");
        }
        return openToOthers(root)
                ? Finding.warn("data folder", root + " can be read by others", "chmod 700 " + root)
                : Finding.ok("data folder", root.toString());
    }

    private static boolean openToOthers(Path root) {
        try {
            Set<PosixFilePermission> others = EnumSet.of(
                    PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
            return Files.getPosixFilePermissions(root).stream().anyMatch(others::contains);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without such permissions.
            return false;
        }
    }

    private Finding disk() {
        try {
            long free = Files.getFileStore(nearest()).getUsableSpace();
            String says = free / MIB + " MiB free";
            if (free < TOO_LITTLE) {
                return Finding.fail("disk", says, "make room: at least " + TOO_LITTLE / MIB + " MiB");
            }
            return free < LITTLE ? Finding.warn("disk", says, "make room soon") : Finding.ok("disk", says);
        } catch (IOException e) {
            return Finding.warn("disk", "free space is unknown (" + DataFolder.reason(e) + ")", "look at it yourself");
        }
    }

    private Finding fileSystem() {
        String type = FileSystemCheck.type(data.root());
        return switch (FileSystemCheck.judge(type)) {
            case LOCAL -> Finding.ok("file system", type);
            case SHARED_FOLDER ->
                Finding.warn(
                        "file system",
                        type + " is a folder of the computer around this one",
                        "use a folder of this one's own disk: it is faster, and nobody else opens the database");
            case NETWORK -> Finding.fail("file system", new Problem(FileSystemCheck.refusal(data.root(), type)));
        };
    }

    private Finding database() {
        try {
            Optional<DatabaseServer> server = DatabaseServer.of(environment);
            if (server.isPresent()) {
                return Finding.ok(
                        "database", server.get().where() + ", " + server.get().look());
            }
            DatabaseCheck.complete(data).requireHealthy();
            boolean there = Files.exists(data.database());
            return Finding.ok("database", there ? data.database() + " is intact" : "none yet (run will make it)");
        } catch (Problem e) {
            return Finding.fail("database", e);
        }
    }

    /** Looks once: only run waits to see whether such a process is at work. */
    private Finding hosts() {
        try {
            List<HostCheck.Seen> others = HostCheck.others(data.database());
            return others.isEmpty()
                    ? Finding.ok("hosts", "no other host is on this database")
                    : Finding.warn(
                            "hosts",
                            others.getFirst().text() + ", or it went down with this one",
                            "stop it there; run refuses to start while it is at work, and starts when it is not");
        } catch (RuntimeException e) {
            return Finding.warn("hosts", "unknown (" + e.getMessage() + ")", "see what is said about the database");
        }
    }

    private Path nearest() {
        Path folder = data.root();
        while (folder.getParent() != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }
}
