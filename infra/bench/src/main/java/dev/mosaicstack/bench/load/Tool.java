package dev.mosaicstack.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Other people's programs that a benchmark runs. */
final class Tool {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Tool() {}

    /** @throws IllegalStateException with {@code mend}, where there is no such program on the PATH */
    static void require(String program, String mend) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return;
            }
        }
        throw new IllegalStateException("there is no " + program + " on the PATH: " + mend);
    }

    /**
     * Runs it to its end.
     *
     * @return its standard output
     * @throws IllegalStateException with what it said, where it fails
     */
    static String run(Path folder, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The last line of what a program said, which is JSON. */
    static JsonNode lastLine(String said) {
        String[] lines = said.strip().split("\n");
        try {
            return JSON.readTree(lines[lines.length - 1]);
        } catch (IOException e) {
            throw new IllegalStateException("not a line of JSON: " + said, e);
        }
    }
}
