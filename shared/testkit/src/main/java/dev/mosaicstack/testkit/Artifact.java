package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the contract runs against: a native executable or a {@code quarkus-run.jar}. Named by the system property
 * {@code mosaic.artifact}; otherwise the all-in-one that the build made, the native one where there is one.
 */
public record Artifact(Path path) {

    /** @throws IllegalStateException where nothing was built yet */
    public static Artifact underTest() {
        String named = System.getProperty("mosaic.artifact");
        Path path = named == null || named.isBlank()
                ? built("all-in-one")
                : Path.of(named).toAbsolutePath();
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException("no artifact at " + path + ": run `mvn package` first");
        }
        return new Artifact(path);
    }

    /** One function's own artifact, the native one where there is one. */
    public static Artifact ofFunction(String flow) {
        return new Artifact(built(flow));
    }

    /** The all-in-one with the binding that takes CloudEvents as well. */
    public static Artifact thatTakesEvents() {
        return new Artifact(root().resolve("infra/knative/app/target/quarkus-app/quarkus-run.jar"));
    }

    /** The all-in-one with what the protocol's conformance suite wants to find. */
    public static Artifact withFixtures() {
        return new Artifact(root().resolve("infra/conformance/app/target/quarkus-app/quarkus-run.jar"));
    }

    /** The folder that holds the project. */
    public static Path root() {
        String root = System.getProperty("mosaic.root");
        return root == null ? Path.of("").toAbsolutePath().getParent() : Path.of(root);
    }

    /** For who reads a log: which kind, and where. */
    public String describe() {
        return (isNative() ? "native, " : "JVM, ") + path;
    }

    public boolean isNative() {
        return !path.getFileName().toString().endsWith(".jar");
    }

    /** The command that runs the artifact with these arguments, on the JVM that runs the tests unless native. */
    public List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        if (!isNative()) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // One of several processes on a small machine: cheap start over peak speed.
            command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m", "-jar"));
        }
        command.add(path.toString());
        command.addAll(arguments);
        return command;
    }

    private static Path built(String flow) {
        Path target = root().resolve("functions").resolve(flow).resolve("target");
        if (Files.isDirectory(target)) {
            try (var files = Files.newDirectoryStream(target, flow + "-*-runner")) {
                for (Path file : files) {
                    return file;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return target.resolve("quarkus-app/quarkus-run.jar");
    }
}
