package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is so of every script, and what the small ones say. */
class ScriptsTest {

    private static final Pattern OWN_FOLDER = Pattern.compile("\\bcd (-P )?\"\\$\\(");

    @TempDir
    private Path folder;

    /** With an exported CDPATH, a cd to where the script is prints that, or goes elsewhere. */
    @Test
    void whoLooksForItsOwnFolderWantsNoCdpath() throws IOException {
        List<Path> looking = scripts().filter(script -> ownFolder(script) >= 0).toList();
        assertThat(looking).hasSizeGreaterThan(8).allSatisfy(script -> assertThat(
                        text(script).indexOf("\nunset CDPATH\n"))
                .isBetween(0, ownFolder(script)));
    }

    @Test
    void aMachineWithoutDebianPackagesIsToldSo() {
        var reader = new Reader(folder);
        reader.program("bin/docker", "[ \"$1\" = info ]\n");
        reader.program("bin/debootstrap", "exit 1\n");
        reader.program("bin/apt-get", "exit 0\n");
        String script = Artifact.root().resolve("infra/images/stand-ins.sh").toString();
        String path = "PATH=" + folder.resolve("bin") + ":/usr/bin:/bin";
        Path said = folder.resolve("said.log");
        assertThat(Programs.run(folder, said, 1, List.of("env", path, script))).isEqualTo(1);
        assertThat(said).hasContent("stand-ins: this machine has no Debian packages to take");
    }

    /** Where in a script it looks for that first, or -1. */
    private static int ownFolder(Path script) {
        var found = OWN_FOLDER.matcher(text(script));
        return found.find() ? found.start() : -1;
    }

    private static Stream<Path> scripts() throws IOException {
        Stream<Path> all = Stream.of(Artifact.root().resolve("mosaic"));
        for (String place : List.of(".ci", "compose", "infra/images", "infra/scripts", "infra/stack-test")) {
            try (var files = Files.walk(Artifact.root().resolve(place))) {
                all = Stream.concat(all, files.filter(Files::isRegularFile).toList().stream());
            }
        }
        return all.filter(file -> text(file).startsWith("#!/usr/bin/env bash\n"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
