package dev.mosaicstack.functions.backuptrigger.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that changed while they were read: restic does not tell. Cheap where nothing did: only then the snapshot is asked
 * whether they are in it at all.
 */
record Changes(Restic restic, Source.Files source) {

    /** Clocks of file systems are this coarse. */
    private static final long COARSE_MILLIS = 20;

    private record Seen(long size, Instant modified) {}

    /** @return regular files in the snapshot that are no longer as it has them and were written to since {@code begin} */
    List<String> since(Instant begin, String snapshot) throws Failure {
        Map<String, Seen> written = new HashMap<>();
        Instant from = begin.minusMillis(COARSE_MILLIS);
        for (Path path : source.paths()) {
            walk(path, from, written);
            restic.programs().mustGoOn();
        }
        if (written.isEmpty() || snapshot == null) {
            return List.of();
        }
        List<String> changed = new ArrayList<>();
        restic.run(
                line -> {
                    JsonNode node = line.startsWith("{") ? Json.tree(line) : null;
                    Seen now =
                            node == null ? null : written.get(node.path("path").asText());
                    if (now != null && node.path("type").asText().equals("file") && differs(node, now)) {
                        changed.add(node.path("path").asText());
                    }
                },
                "ls",
                "--json",
                "--no-lock",
                snapshot);
        return changed;
    }

    private static boolean differs(JsonNode node, Seen now) {
        Instant modified = OffsetDateTime.parse(node.path("mtime").asText()).toInstant();
        return node.path("size").asLong() != now.size() || !modified.equals(now.modified());
    }

    private void walk(Path root, Instant from, Map<String, Seen> written) {
        Object disk = disk(root);
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (restic.programs().stopped()) {
                        return FileVisitResult.TERMINATE;
                    }
                    boolean left = source.oneFileSystem() && !disk.equals(disk(folder));
                    return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Instant modified = attributes.lastModifiedTime().toInstant();
                    if (attributes.isRegularFile() && !modified.isBefore(from)) {
                        written.put(file.toString(), new Seen(attributes.size(), modified));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    // restic told of what it could not read; what went since is no matter.
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Which file system it is on; a text that no other has where that cannot be known. */
    private static Object disk(Path path) {
        try {
            return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException e) {
            return path.toString();
        }
    }
}
