package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code ./mosaic} in a tree that has no more than two flows, with a Maven, a Java, a native-image and container
 * engines that only note what they are told. The folders where JDKs are looked for are in that tree, too.
 */
final class Launcher {

    static final String BUILDER_IMAGE = "quay.example/builder:1";
    private static final long SECONDS = 60;

    record Ended(int exitCode, String said) {}

    /** One that is under way. */
    record Started(Process process, Path log) {

        String said() {
            return Launcher.text(log);
        }

        Ended ended() {
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("it does not end: " + said());
                }
                return new Ended(process.exitValue(), said());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private final List<Process> started = new ArrayList<>();
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

    /**
     * A JDK that says that it is of this version, and a Maven that packages for it: a jar of an old time, and one of those
     * that a class path has. Both wait for a line at the {@link #gate}, where there is one of their name.
     */
    Launcher onJava(int version) {
        reader.file("jdk/release", "JAVA_VERSION=\"" + version + ".0.1\"\n");
        program("jdk/bin/javac", "exit 0");
        program("jdk/bin/java", """
                tree="${0%/jdk/bin/java}"
                case "$*" in *PrintFlagsFinal*) echo AOTCacheOutput && exit ;; esac
                for argument; do
                    case "$argument" in -XX:AOTCacheOutput=*) : >"${argument#*=}" && exit ;; esac
                done
                printf '<%s> ' "$@" >>"$tree/java.log" && echo >>"$tree/java.log"
                if [ -p "$tree/java.gate" ]; then read -r line <"$tree/java.gate"; fi
                """);
        program("bin/mvn", """
                printf '<%s> ' "$@" >>maven.log && echo >>maven.log
                echo $$ >maven.pid
                if [ -p maven.gate ]; then read -r line <maven.gate; fi
                for argument; do
                    case "$argument" in functions/*) modules="$argument" ;; esac
                done
                for module in $(echo "$modules" | tr , ' '); do
                    app="$module/target/quarkus-app"
                    mkdir -p "$app/app"
                    touch -t 202001010000 "$app/app/some.jar" "$app/quarkus-run.jar"
                done
                """);
        reader.file(
                "infra/scripts/record-start-up-cache.sh",
                text(Artifact.root().resolve("infra/scripts/record-start-up-cache.sh")));
        return with("MOSAIC_JAVA_HOME", folder.resolve("jdk"));
    }

    /** As {@code mv} does it: with all of its times. What was set for it is not. */
    Launcher movedTo(Path place) {
        try {
            Files.move(folder, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Launcher(place);
    }

    /** Makes {@code java} or {@code maven} wait, until {@link #open}. */
    Launcher gate(String program) {
        Programs.run(folder, folder.resolve("gate.log"), 1, List.of("mkfifo", program + ".gate"));
        return this;
    }

    /** Waits until there is somebody to let through; who comes later is not stopped. */
    void open(String program) {
        Path gate = folder.resolve(program + ".gate");
        try (var line = Files.newOutputStream(gate, StandardOpenOption.WRITE)) {
            Files.delete(gate);
            line.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sources that are newer than what any build of this hour makes of them. */
    void edit() {
        Path source = folder.resolve("functions/all-in-one/pom.xml");
        assertThat(source.toFile()
                        .setLastModified(
                                System.currentTimeMillis() + Duration.ofHours(1).toMillis()))
                .isTrue();
    }

    Ended run(String... flows) {
        var arguments = new ArrayList<>(List.of("native"));
        arguments.addAll(List.of(flows));
        return mosaic(arguments.toArray(String[]::new));
    }

    Ended mosaic(String... arguments) {
        return start(arguments).ended();
    }

    /** With a path that begins in {@code place}, which is above the tree. */
    Ended mosaicFrom(Path place, String... arguments) {
        return start(place, place.relativize(folder.resolve("mosaic")), arguments)
                .ended();
    }

    Started start(String... arguments) {
        return start(folder.getParent(), folder.resolve("mosaic"), arguments);
    }

    private Started start(Path place, Path script, String... arguments) {
        try {
            var command = new ArrayList<>(List.of("bash", script.toString()));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).directory(place.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("MOSAIC_") || name.endsWith("_HOME") || name.equals("HOME"));
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("MOSAIC_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
            builder.environment().putAll(environment);
            Path said = folder.resolve("said-" + started.size() + ".log");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            started.add(process);
            return new Started(process, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever of it is left. */
    void end() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    Path folder() {
        return folder;
    }

    /** The arguments of each start of Java, but for those that record a start-up cache. */
    List<String> java() {
        return lines("java.log");
    }

    /** The arguments of each run of Maven. */
    List<String> maven() {
        return lines("maven.log");
    }

    String text(String file) {
        return text(folder.resolve(file));
    }

    private List<String> lines(String file) {
        return Files.exists(folder.resolve(file)) ? text(file).lines().toList() : List.of();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
