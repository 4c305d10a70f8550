package dev.mosaicstack.functions.backuptrigger.compare;

import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Compares what was restored of a snapshot with what the snapshot lists, and with the source where that has not changed
 * since and is not a file that this process works with itself.
 */
public final class Comparison {

    /** Clocks of file systems are this coarse. */
    private static final long COARSE_MILLIS = 20;

    private static final Path SOURCE = Path.of("/");

    /**
     * @param compared how many of the files were compared with the source, byte by byte
     * @param disguised how many have other bytes there because they were changed since, with their old size and time
     */
    public record Result(long files, long bytes, long compared, long disguised) {}

    private final Path restored;
    private final Instant until;
    private final BooleanSupplier stopped;
    private final LongConsumer progress;
    private final OpenFiles open = OpenFiles.now();
    private final Differences differences = new Differences();
    private long files;
    private long bytes;

    /**
     * @param taken when the snapshot was: what was written to later is not compared with the source
     * @param stopped once it says so, it gives up
     * @param progress gets how many files were looked at
     */
    public Comparison(Path restored, Instant taken, BooleanSupplier stopped, LongConsumer progress) {
        this.restored = restored;
        this.until = taken.minusMillis(COARSE_MILLIS);
        this.stopped = stopped;
        this.progress = progress;
    }

    /** @throws Failure {@code DRILL_MISMATCH} that names the first differences */
    public Result of(Nodes snapshot) throws Failure {
        try (var contents = new Contents(differences, stopped)) {
            var folders = new Folders(restored, differences);
            snapshot.read(node -> {
                if (!stopped.getAsBoolean()) {
                    folders.add(node);
                    node(node, contents);
                }
            });
            folders.end();
            long compared = contents.whole();
            differences.mustBeNone();
            return new Result(files, bytes, compared, contents.disguised());
        }
    }

    private void node(Node node, Contents contents) {
        if (node.type() == Node.Type.SOCKET) {
            return;
        }
        Status there = find(restored, node);
        if (!there.isThere()) {
            differences.add(node.path(), "is in the snapshot and was not restored");
        } else if (there.type() != node.type()) {
            differences.add(
                    node.path(),
                    "is a " + there.type().text() + ", and a " + node.type().text() + " in the snapshot");
        } else if (there.type() == Node.Type.FILE && there.size() != node.size()) {
            differences.add(node.path(), "has " + there.size() + " bytes, and " + node.size() + " in the snapshot");
        } else if (!there.hasTimeOf(node)) {
            differences.add(node.path(), "is of " + there.modified() + ", and " + node.modified() + " in the snapshot");
        } else {
            withSource(node, there, contents);
        }
    }

    private void withSource(Node node, Status there, Contents contents) {
        if (node.type() == Node.Type.FILE) {
            files++;
            bytes += node.size();
            progress.accept(files);
        } else if (node.type() != Node.Type.SYMLINK) {
            return;
        }
        Status source = find(SOURCE, node);
        boolean unchanged = source.isUnchanged(node) && node.modified().isBefore(until);
        if (node.type() == Node.Type.SYMLINK) {
            link(node, there, unchanged ? source.target() : there.target());
        } else if (unchanged && !open.has(source.path())) {
            contents.compare(node, there.path(), source.path());
        }
    }

    private void link(Node node, Status there, String source) {
        String wanted = Names.isPlain(node.target()) ? node.target() : source;
        if (!there.target().equals(wanted)) {
            differences.add(node.path(), "points to " + there.target() + " and not to " + wanted);
        }
    }

    /** Where restic could not write all of a name, whatever has the size and time of it. */
    private static Status find(Path root, Node node) {
        if (!Names.isLossy(node.path())) {
            return Status.of(Names.under(root, node.path()));
        }
        Path folder = root;
        Status found = new Status(root, null, 0, Instant.EPOCH);
        for (String name : node.path().substring(1).split("/")) {
            found = new Status(root, null, 0, Instant.EPOCH);
            for (Path each : Names.named(folder, name)) {
                Status status = Status.of(each);
                if (!found.isThere() || status.isUnchanged(node)) {
                    found = status;
                }
            }
            folder = found.path();
        }
        return found;
    }
}
