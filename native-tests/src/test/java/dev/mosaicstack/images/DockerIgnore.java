package dev.mosaicstack.images;

import dev.mosaicstack.testkit.Artifact;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/** What {@code .dockerignore} leaves out: of the patterns that fit a path or a folder above it, the last one decides. */
record DockerIgnore(List<String> patterns) {

    static DockerIgnore read() {
        return new DockerIgnore(Dockerfile.text(Artifact.root().resolve(".dockerignore"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList());
    }

    boolean leavesOut(String path) {
        boolean out = false;
        for (String pattern : patterns) {
            boolean takesBack = pattern.startsWith("!");
            if (fits(takesBack ? pattern.substring(1) : pattern, Path.of(path))) {
                out = !takesBack;
            }
        }
        return out;
    }

    private static boolean fits(String pattern, Path path) {
        // Docker's **/ is any number of folders, also none; Java's wants one.
        for (Path part = path; part != null; part = part.getParent()) {
            if (matches(pattern, part) || matches(pattern.replace("**/", ""), part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, Path path) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path);
    }
}
