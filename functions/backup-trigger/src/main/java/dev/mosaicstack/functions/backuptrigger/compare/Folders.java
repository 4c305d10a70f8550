package dev.mosaicstack.functions.backuptrigger.compare;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Finds what was restored and is not in the snapshot: of each folder it counts what should be there, and looks closer only
 * where there is more. Keeps eight bytes for each name, and only of the folder that it is at and those above it.
 */
final class Folders {

    private static final class Level {
        private final String path;
        private long[] names = new long[16];
        private int count;

        Level(String path) {
            this.path = path;
        }

        void add(String name) {
            if (count == names.length) {
                names = Arrays.copyOf(names, count * 2);
            }
            names[count++] = hash(name);
        }
    }

    private final Path root;
    private final Differences differences;
    private final Deque<Level> levels = new ArrayDeque<>();

    Folders(Path root, Differences differences) {
        this.root = root;
        this.differences = differences;
        levels.push(new Level(""));
    }

    void add(Node node) throws Failure {
        while (!levels.isEmpty() && !levels.peek().path.equals(node.parent())) {
            leave(levels.pop());
        }
        if (levels.isEmpty()) {
            throw new Failure(Fault.RESTIC_FAILED, "restic ls lists " + node.path() + " apart from its folder");
        }
        if (node.type() != Node.Type.SOCKET) {
            levels.peek().add(node.name());
        }
        if (node.type() == Node.Type.DIR) {
            levels.push(new Level(node.path()));
        }
    }

    /** All of the snapshot was added. */
    void end() {
        while (!levels.isEmpty()) {
            leave(levels.pop());
        }
    }

    private void leave(Level level) {
        Path folder = level.path.isEmpty() ? root : Names.under(root, level.path);
        int there = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (var each = entries.iterator(); each.hasNext(); each.next()) {
                there++;
            }
        } catch (IOException e) {
            // That it is missing was said.
            return;
        }
        if (there > level.count) {
            tell(level, folder);
        }
    }

    private void tell(Level level, Path folder) {
        long[] known = Arrays.copyOf(level.names, level.count);
        Arrays.sort(known);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = Names.text(entry);
                if (Arrays.binarySearch(known, hash(name)) < 0) {
                    differences.add(level.path + "/" + name, "was restored and is not in the snapshot");
                }
            }
        } catch (IOException e) {
            differences.add(level.path, "cannot be listed: " + e.getMessage());
        }
    }

    /** FNV-1a, of 64 bits: two names of one folder do not meet by chance. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int at = 0; at < name.length(); at++) {
            hash = (hash ^ name.charAt(at)) * 0x100000001b3L;
        }
        return hash;
    }
}
