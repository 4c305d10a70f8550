package dev.mosaicstack.bench.product;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How what is measured is started. */
public final class Commands {

    private static final String MAIN = "dev.mosaicstack.functions.allinone.Mosaic";

    private Commands() {}

    /** What the launcher needs to start, on our JDK, what was built before. */
    public static Map<String, String> launcher() {
        return Map.of("MOSAIC_NO_BUILD", "1", "MOSAIC_JAVA_HOME", System.getProperty("java.home"));
    }

    /** As a user does it. */
    public static List<String> run(Path root, Path data, int port) {
        return List.of(
                root.resolve("mosaic").toString(), "run", "--data", data.toString(), "--port", String.valueOf(port));
    }

    /** The all-in-one with a function that does nothing: with the launcher's flags, without its start-up cache. */
    public static List<String> withEmptyFunction(Path root, Path data, int port) {
        var command = java(root);
        command.addAll(List.of("-cp", classPath(root.resolve("infra/bench/app/target/quarkus-app")), MAIN));
        command.addAll(List.of("run", "--data", data.toString(), "--port", String.valueOf(port)));
        return command;
    }

    /** One function alone, with the launcher's flags. */
    public static List<String> function(Path root, Artifact artifact) {
        var command = java(root);
        command.addAll(List.of("-jar", artifact.path().toString()));
        return command;
    }

    /** One function alone, with the cache and the flags that were recorded with it. */
    public static List<String> withItsCache(Artifact artifact) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + artifact.path().resolveSibling("start.args"));
    }

    private static List<String> java(Path root) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-Dmosaic.home=" + root);
        String more = System.getenv("MOSAIC_JAVA_OPTS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split("\\s+")));
        }
        return command;
    }

    /** In the order of Quarkus' own runner, as the launcher has it. */
    private static String classPath(Path app) {
        var jars = new ArrayList<String>();
        for (String folder : List.of("quarkus", "app", "lib/boot", "lib/main")) {
            try (var files = Files.list(app.resolve(folder))) {
                files.map(Path::toString)
                        .filter(file -> file.endsWith(".jar"))
                        .sorted(java.util.Comparator.comparing(
                                        (String file) -> !file.endsWith("transformed-bytecode.jar"))
                                .thenComparing(file -> file))
                        .forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException("run ./mosaic bench without MOSAIC_NO_BUILD once", e);
            }
        }
        return String.join(java.io.File.pathSeparator, jars);
    }
}
