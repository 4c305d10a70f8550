package dev.mosaicstack.bench.load;

import dev.mosaicstack.testkit.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** restic as somebody uses it who has nothing else. */
public record PlainRestic(Path repository, Path passwordFile, Path cache) {

    /** @throws IllegalStateException with the mend, where there is no restic */
    public PlainRestic {
        Tool.require("restic", "apt-get install restic");
    }

    /** An empty repository, in place of what was there. */
    public void begin() {
        if (Files.exists(repository)) {
            Folders.delete(repository);
        }
        run("init", "-q");
    }

    /** @return seconds */
    public double backup(Path source) {
        return run("backup", "-q", source.toString());
    }

    /** @return seconds */
    public double restore(Path target) {
        if (Files.exists(target)) {
            Folders.delete(target);
        }
        return run("restore", "-q", "latest", "--target", target.toString());
    }

    private double run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "restic",
                "-r",
                repository.toString(),
                "--password-file",
                passwordFile.toString(),
                "--cache-dir",
                cache.toString()));
        command.addAll(List.of(arguments));
        long begin = System.nanoTime();
        Tool.run(folder(), command);
        return (System.nanoTime() - begin) / 1e9;
    }

    private Path folder() {
        try {
            return Files.createDirectories(cache.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
