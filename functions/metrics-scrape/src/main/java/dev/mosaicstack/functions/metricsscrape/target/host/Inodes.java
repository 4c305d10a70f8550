package dev.mosaicstack.functions.metricsscrape.target.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many files fit on file systems: Java does not say, so the program {@code df} does, and not each time. */
final class Inodes {

    /** @param free of {@code total} */
    record Count(double total, double free) {}

    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Map<Path, Count> counts = Map.of();
    private List<Path> of = List.of();
    private long readAt;

    /** What there is: a file system without inodes, and a host without {@code df}, have none. */
    Map<Path, Count> of(List<Path> mounts) throws InterruptedException {
        if (!mounts.equals(of) || System.nanoTime() - readAt > GOOD_FOR.toNanos()) {
            counts = mounts.isEmpty() ? Map.of() : read(mounts);
            of = mounts;
            readAt = System.nanoTime();
        }
        return counts;
    }

    private static Map<Path, Count> read(List<Path> mounts) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("df", "-iP", "--"));
        mounts.forEach(mount -> command.add(mount.toString()));
        Process df;
        try {
            df = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Map.of();
        }
        try {
            // What it says fits into a pipe: a line for each of a few file systems.
            if (!df.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                return Map.of();
            }
            try (var out = df.inputReader()) {
                return parse(out.lines().toList());
            }
        } catch (IOException e) {
            return Map.of();
        } finally {
            df.destroyForcibly();
        }
    }

    /** Device, inodes, used, free, per cent, mounted on. */
    static Map<Path, Count> parse(List<String> lines) {
        Map<Path, Count> counts = new HashMap<>();
        for (String line : lines) {
            var words = java.util.regex.Pattern.compile("^.*?\\s+(\\d+)\\s+-?\\d+\\s+(\\d+)\\s+\\S+\\s+(/.*)$")
                    .matcher(line);
            if (words.matches() && !words.group(1).equals("0")) {
                counts.put(
                        Path.of(words.group(3)),
                        new Count(Double.parseDouble(words.group(1)), Double.parseDouble(words.group(2))));
            }
        }
        return counts;
    }
}
