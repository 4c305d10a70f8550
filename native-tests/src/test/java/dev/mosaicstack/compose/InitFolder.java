package dev.mosaicstack.compose;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with a copy of what {@code ./mosaic compose-init} and {@code first-run.sh} need of compose/. */
record InitFolder(Path path) {

    static InitFolder in(Path parent) {
        try {
            Path folder = Files.createTempDirectory(parent, "compose with a space ");
            for (String file : List.of(".env.example", "compose.yaml", "first-run.sh")) {
                Files.copy(ComposeYaml.FOLDER.resolve(file), folder.resolve(file));
            }
            return new InitFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shell.Ended init(String... more) {
        var command = new ArrayList<>(
                List.of(Artifact.root().resolve("mosaic").toString(), "compose-init", "--folder", path.toString()));
        command.addAll(List.of(more));
        return Shell.run(Path.of("/"), Map.of(), command);
    }

    String secret(String name) {
        return text("secrets/" + name);
    }

    String text(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of each file of the secrets, what is in it. */
    Map<String, String> secrets() {
        try (Stream<Path> files = Files.list(path.resolve("secrets"))) {
            var secrets = new TreeMap<String, String>();
            files.map(file -> file.getFileName().toString()).forEach(name -> secrets.put(name, secret(name)));
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String mode(String file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
