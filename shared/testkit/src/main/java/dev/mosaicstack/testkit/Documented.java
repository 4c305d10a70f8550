package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Commands that a README gives its reader, for tests that do the same. */
public final class Documented {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    private Documented() {}

    /**
     * The lines of the first block of commands in which these words are.
     *
     * @throws IllegalStateException where there is none
     */
    public static List<String> commands(Path readme, String words) {
        try {
            return BLOCK.matcher(Files.readString(readme))
                    .results()
                    .map((MatchResult block) -> block.group(1))
                    .filter(block -> block.contains(words))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no command in " + readme + " has " + words))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
