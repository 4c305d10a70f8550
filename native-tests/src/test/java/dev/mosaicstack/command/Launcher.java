package dev.mosaicstack.command;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code ./mosaic native} in a tree that has no more than two flows, with a Maven, a native-image and container
 * engines that only note what they are told. The folders where JDKs are looked for are in that tree, too.
 */
final class Launcher {

    static final String BUILDER_IMAGE = "quay.example/builder:1";
    private static final long SECONDS = 60;

    record Ended(int exitCode, String said) {}

    private final Path folder;
    private final Reader reader;
    private final Map<String, String> environment = new HashMap<>();

    private Launcher(Path folder) {
        this.folder = folder;
        this.reader = new Reader(folder);
    }

    /** Without native-image and without an engine that answers. */
    static Launcher in(Path folder) {
        var launcher = new Launcher(folder);
        try {
            String script = Files.readString(Artifact.root().resolve("mosaic"))
                    .replace("/usr/lib/jvm/", folder + "/jvm/")
                    .replace("/opt/", folder + "/opt/");
            Files.writeString(folder.resolve("mosaic"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        launcher.reader.file(
                "shared/web/src/main/resources/META-INF/microprofile-config.properties",
                "quarkus.native.builder-image=" + BUILDER_IMAGE + "\n");
        launcher.reader.file("functions/all-in-one/pom.xml", "");
        launcher.reader.file("functions/task-assign/pom.xml", "");
        launcher.program("bin/docker", "exit 1");
        launcher.program("bin/podman", "exit 1");
        launcher.program("bin/mvn", """
                echo "$* GRAALVM_HOME=$GRAALVM_HOME" >>"%s/maven.log"
                for argument; do
                    case "$argument" in functions/*) modules="$argument" ;; esac
                done
                for module in $(echo "$modules" | tr , ' '); do
                    mkdir -p "$module/target"
                    head -c 3145728 /dev/zero >"$module/target/${module##*/}-1.0-runner"
                    chmod +x "$module/target/${module##*/}-1.0-runner"
                done
                """.formatted(folder));
        return launcher;
    }

    /** A folder with a native-image that says so of itself. */
    Path graal(String place, String version) {
        return program(place + "/bin/native-image", "echo '" + version + "'\necho 'and more'")
                .getParent()
                .getParent();
    }

    Launcher with(String variable, Path value) {
        environment.put(variable, value.toString());
        return this;
    }

    Path program(String place, String script) {
        return reader.program(place, script + "\n");
    }

    Ended run(String... flows) {
        try {
            var command = new java.util.ArrayList<>(
                    List.of("bash", folder.resolve("mosaic").toString(), "native"));
            command.addAll(List.of(flows));
            var builder = new ProcessBuilder(command);
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("MOSAIC_") || name.endsWith("_HOME") || name.equals("HOME"));
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("MOSAIC_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
            builder.environment().putAll(environment);
            Path said = folder.resolve("said.log");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("it does not end: " + Files.readString(said));
            }
            return new Ended(process.exitValue(), Files.readString(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The arguments of each run of Maven. */
    List<String> maven() {
        Path log = folder.resolve("maven.log");
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
