package dev.mosaicstack.images;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Docker, as a user calls it. */
public final class Engine {

    private static final int MINUTES = 1;
    /** Of an image, with all of its downloads. */
    private static final int BUILD_MINUTES = 30;

    record Ended(int exitCode, String said) {

        /** @throws IllegalStateException where it did not go well */
        String wanted() {
            if (exitCode != 0) {
                throw new IllegalStateException("docker ended with " + exitCode + ": " + said);
            }
            return said.strip();
        }
    }

    private Engine() {}

    public static boolean answers() {
        return Programs.isThere("docker") && docker("info").exitCode() == 0;
    }

    /** Here, or where it can be had from. */
    static boolean has(String base) {
        return docker("image", "inspect", base).exitCode() == 0
                || docker("pull", "--quiet", base).exitCode() == 0;
    }

    static void build(String dockerfile, String flow, String tag) {
        run(
                        BUILD_MINUTES,
                        List.of(
                                "build",
                                "--file",
                                Dockerfile.FOLDER.resolve(dockerfile).toString(),
                                "--build-arg",
                                "FLOW=" + flow,
                                "--tag",
                                tag,
                                "."))
                .wanted();
    }

    static Ended docker(String... arguments) {
        return run(MINUTES, List.of(arguments));
    }

    private static Ended run(int minutes, List<String> arguments) {
        try {
            Path said = Files.createTempFile("mosaic-docker-", ".log");
            var command = new ArrayList<>(List.of("docker"));
            command.addAll(arguments);
            int exitCode = Programs.run(Artifact.root(), said, minutes, command);
            var ended = new Ended(exitCode, Files.readString(said));
            Files.delete(said);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
