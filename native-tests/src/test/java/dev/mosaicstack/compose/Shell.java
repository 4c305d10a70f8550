package dev.mosaicstack.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run to its end, with what it said on both of its outputs. */
final class Shell {

    private static final int SECONDS = 120;

    record Ended(int exitCode, String said) {}

    private Shell() {}

    static Ended run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path said = Files.createTempFile("mosaic-shell-", ".log");
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("MOSAIC_") || name.startsWith("COMPOSE_"));
            builder.environment().putAll(environment);
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end: " + Files.readString(said));
            }
            var ended = new Ended(process.exitValue(), Files.readString(said));
            Files.delete(said);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
