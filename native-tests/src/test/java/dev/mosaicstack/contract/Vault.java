package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A real restic repository in a folder, policies that back up to it as settings of an instance, and restic to look at it. */
record Vault(Path folder) {

    /** Makes the repository. */
    static Vault in(Path folder) {
        try {
            Files.writeString(folder.resolve("password"), "correct horse battery staple");
            Files.createDirectories(folder.resolve("files"));
            Files.writeString(folder.resolve("files/first"), "one");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var vault = new Vault(folder);
        vault.restic("init");
        return vault;
    }

    /** A policy with this source besides; {@code kind}, {@code command}, ... as the settings call them. */
    Map<String, String> policy(String name, Map<String, String> settings, Map<String, String> source) {
        String prefix = "MOSAIC_BACKUP_POLICIES_" + name.toUpperCase(Locale.ROOT) + "_";
        Map<String, String> all = new HashMap<>();
        all.put(prefix + "REPOSITORY", folder.resolve("repository").toString());
        all.put(prefix + "PASSWORD_FILE", folder.resolve("password").toString());
        settings.forEach((key, value) -> all.put(prefix + key, value));
        source.forEach((key, value) -> all.put(prefix + "SOURCES_MAIN_" + key, value));
        return all;
    }

    Map<String, String> files() {
        return Map.of("KIND", "files", "PATHS", folder.resolve("files").toString());
    }

    /** A command that prints this much at once, and ends only when the gate is opened. */
    Map<String, String> slowCommand(int bytes) {
        String wait = "while [ ! -e " + gate() + " ]; do sleep 0.05; done";
        return Map.of("KIND", "command", "COMMAND", "head -c " + bytes + " /dev/zero; " + wait + "; echo the end");
    }

    /** A file of the source. */
    void write(String name) {
        write(folder.resolve("files").resolve(name));
    }

    void openGate() {
        write(gate());
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void closeGate() {
        try {
            Files.deleteIfExists(gate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path gate() {
        return folder.resolve("gate");
    }

    /** Those of which we say that they are whole. */
    List<JsonNode> wholeSnapshots() {
        List<JsonNode> all = new ArrayList<>();
        Json.tree(restic("snapshots", "--json", "--no-lock")).forEach(all::add);
        all.removeIf(snapshot -> snapshot.path("tags").toString().contains("incomplete"));
        return all;
    }

    /** Plain restic; what it printed. */
    String restic(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("restic", "-r", folder.resolve("repository").toString(), "-p"));
        command.addAll(List.of(
                folder.resolve("password").toString(),
                "--cache-dir",
                folder.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        try {
            Process restic =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(restic.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(restic.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What runs have left in this data folder that is theirs alone. */
    static List<Path> leftBehind(Path data) {
        Path runs = data.resolve("backup/runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
