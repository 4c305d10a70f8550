package dev.mosaicstack.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** On what, and of what, figures are: they mean nothing without. */
public final class Machine {

    private Machine() {}

    /** One line: processor, memory, JDK, operating system. */
    public static String describe() {
        return "%d x %s, %s, %s %s, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name", "processor"),
                        memory(),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }

    /**
     * What others take of the processors, 0 to 1, in a second in which we do nothing: they slow each side of a ratio down
     * in its own way. 0 where that cannot be seen.
     */
    public static double taken() throws InterruptedException {
        long[] before = ticks();
        Thread.sleep(1000);
        long[] after = ticks();
        double all = after[0] - before[0];
        return all == 0 ? 0 : 1 - (after[1] - before[1]) / all;
    }

    /** All ticks of all processors since the start, and those in which they were idle or waited for a disk. */
    private static long[] ticks() {
        String[] words = field("/proc/stat", "cpu ", "").strip().split("\\s+");
        if (words.length < 6) {
            return new long[2];
        }
        long all =
                Arrays.stream(words).skip(1).limit(8).mapToLong(Long::parseLong).sum();
        return new long[] {all, Long.parseLong(words[4]) + Long.parseLong(words[5])};
    }

    public static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** The commit of the project at {@code root}; says where the tree has changes, but for results, that are in no commit. */
    public static String commit(Path root) {
        String commit = git(root, "rev-parse", "--short=10", "HEAD");
        return git(root, "status", "--porcelain", "--", ".", ":!infra/bench/RESULTS.md")
                        .isEmpty()
                ? commit
                : commit + " and changes";
    }

    private static String memory() {
        String kilobytes = field("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? "memory unknown" : Math.round(Long.parseLong(kilobytes) / 1048576.0) + " GiB";
    }

    private static String field(String file, String name, String unknown) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(unknown);
        } catch (IOException e) {
            // Not Linux.
            return unknown;
        }
    }

    private static String git(Path root, String... words) {
        var command = new java.util.ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(words));
        try {
            Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? answer : "unknown commit";
        } catch (IOException e) {
            return "unknown commit";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown commit";
        }
    }
}
