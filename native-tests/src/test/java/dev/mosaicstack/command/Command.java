package dev.mosaicstack.command;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The artifact's command line on a data folder of its own. */
record Command(Path folder) {

    private static final long MINUTES = 2;

    record Ended(int exitCode, String out, String errors) {}

    /** One that is under way. */
    record Started(Process process, Path out, Path errors) {

        Ended ended() {
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("it does not end: " + Files.readString(errors));
                }
                return new Ended(process.exitValue(), Files.readString(out), ours(Files.readString(errors)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Without Java's warnings about Netty: the launcher, which this is without, switches them off. */
    private static String ours(String errors) {
        return errors.lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    Ended run(String... arguments) {
        return start(arguments).ended();
    }

    Started start(String... arguments) {
        try {
            var builder = new ProcessBuilder(Artifact.underTest().command(new ArrayList<>(List.of(arguments))));
            builder.environment().keySet().removeIf(name -> name.startsWith("MOSAIC_") || name.startsWith("QUARKUS_"));
            builder.environment().put("MOSAIC_DATA", data().toString());
            Path out = Files.createTempFile(folder, "command-", ".out");
            Path errors = Files.createTempFile(folder, "command-", ".err");
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Started(process, out, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Writes {@code mosaic.properties} in the data folder: {@code key=value} lines of the policy nightly. */
    void configure(String... settings) {
        try {
            Files.createDirectories(data());
            Files.writeString(
                    data().resolve("mosaic.properties"),
                    "mosaic.backup.policies.nightly." + String.join("\nmosaic.backup.policies.nightly.", settings)
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
