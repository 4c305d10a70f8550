package dev.mosaicstack.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code infra/bench/RESULTS.md}: an introduction, then what was measured, newest first. */
public record Results(Path file) {

    private static final String SECTION = "\n## ";

    public static Results of(Path root) {
        return new Results(root.resolve("infra/bench/RESULTS.md"));
    }

    /** Puts a section, which begins with its heading, before all others. */
    public void add(String section) throws IOException {
        String text = Files.readString(file);
        int first = text.indexOf(SECTION);
        int at = first < 0 ? text.length() : first + 1;
        Files.writeString(file, text.substring(0, at) + section + text.substring(at));
    }
}
