package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Somebody who does what a README says, in a folder that stands for the root of the repository, with some programs of a test's own. */
public record Reader(Path folder) {

    private static final String MEND = "install it (apt-get install curl)";

    /** Its arguments, which everybody on a machine can read, are in {@code curl.log}; it refuses to send what has these words. */
    public void curlWithout(String words) {
        Path curl = Programs.require("curl", MEND);
        program("bin/curl", """
                printf '%%s\\n' "$@" >>'%s/curl.log'
                case "$*" in *%s*) exit 22 ;; esac
                exec %s "$@"
                """.formatted(folder, words, curl));
    }

    public Path program(String place, String script) {
        Path file = file(place, "#!/bin/sh\n" + script);
        file.toFile().setExecutable(true);
        return file;
    }

    public Path file(String place, String text) {
        try {
            Path file = folder.resolve(place);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String place) {
        try {
            return Files.readString(folder.resolve(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code rw-r--r--}. */
    public String mode(String place) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(place)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Types these lines into a shell that lets others read nothing by itself; what they say is in {@code said.log}.
     *
     * @return the exit code of the last one
     */
    public int does(List<String> commands) {
        String path = "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH");
        String script = "umask 077\n" + String.join("\n", commands);
        return Programs.run(folder, folder.resolve("said.log"), 2, List.of("env", path, "bash", "-c", script));
    }
}
