package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository in a folder, and restic as somebody uses it who has nothing of ours. */
public final class PlainRestic {

    private final Path folder;
    private final Path program;

    private PlainRestic(Path folder) {
        this.folder = folder;
        this.program = Programs.require("restic", "apt-get install restic");
        try {
            Files.createDirectories(folder);
            Files.writeString(passwordFile(), "secret\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the password file; the repository is made by {@link #init}. */
    public static PlainRestic in(Path folder) {
        return new PlainRestic(folder);
    }

    public PlainRestic init() {
        run("init", "-q");
        return this;
    }

    public Path repository() {
        return folder.resolve("repository");
    }

    public Path passwordFile() {
        return folder.resolve("password");
    }

    /**
     * Runs it to its end.
     *
     * @return what it said
     * @throws IllegalStateException with that, where it fails
     */
    public String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RESTIC_REPOSITORY", repository().toString());
        builder.environment().put("RESTIC_PASSWORD_FILE", passwordFile().toString());
        builder.environment()
                .put("RESTIC_CACHE_DIR", folder.resolve("plain-cache").toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
