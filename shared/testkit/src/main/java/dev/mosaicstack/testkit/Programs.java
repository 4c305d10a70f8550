package dev.mosaicstack.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other people's programs that a test runs: found on the PATH, or the test says what is missing. */
public final class Programs {

    /** Where Debian keeps servers, which is not on everybody's PATH. */
    private static final String SERVERS = "/usr/sbin";

    private Programs() {}

    /** @throws IllegalStateException with the mend, where there is none: what is not there is not skipped */
    public static Path require(String program, String mend) {
        return find(program)
                .orElseThrow(() -> new IllegalStateException(
                        "this test needs " + program + ", which is not on the PATH: " + mend));
    }

    /** For a test that is skipped with a clear line where the program is missing, because the issue says so. */
    public static boolean isThere(String program) {
        return find(program).isPresent();
    }

    static Optional<Path> find(String program) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of(SERVERS))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs it to its end; what it says goes to {@code log}.
     *
     * @return its exit code
     * @throws IllegalStateException where it has not ended after so many minutes
     */
    public static int run(Path folder, Path log, int minutes, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(
                        command + " did not end within " + minutes + " min:\n" + Files.readString(log));
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
