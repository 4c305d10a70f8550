package dev.mosaicstack.nativeimage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One application, and what native-image would be given to make an executable of it. */
record Application(String name) {

    private static final String ALL = "all-in-one";

    static Stream<Application> all() {
        return Flow.all().stream().map(flow -> new Application(flow.name()));
    }

    /** The compiled classes of its own module, or of every flow's; not what they share. */
    List<Path> ownClasses() {
        return name.equals(ALL)
                ? all().map(application -> application.classes()).toList()
                : List.of(classes());
    }

    private Path classes() {
        return Artifact.root().resolve("functions").resolve(name).resolve("target/classes");
    }

    static List<Path> sharedClasses() {
        return Stream.of("core", "store", "redis", "web")
                .map(Application::shared)
                .toList();
    }

    static Path shared(String module) {
        return Artifact.root().resolve("shared").resolve(module).resolve("target/classes");
    }

    /** What Jackson can see of: classes with their constructors, methods and fields. */
    Set<String> reflected() {
        Set<String> names = new HashSet<>();
        for (JsonNode entry : read(runner(), "META-INF/native-image/reflect-config.json")) {
            if (entry.path("allDeclaredConstructors").asBoolean()
                    && entry.path("allDeclaredMethods").asBoolean()
                    && entry.path("allDeclaredFields").asBoolean()) {
                names.add(entry.get("name").asText());
            }
        }
        return names;
    }

    /** Whether a resource will be in its executable: by our declarations, or Quarkus' own. */
    Predicate<String> inside() {
        List<Pattern> declared = resources();
        return resource ->
                declared.stream().anyMatch(pattern -> pattern.matcher(resource).matches());
    }

    private List<Pattern> resources() {
        List<Pattern> patterns = new ArrayList<>();
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(entry -> entry.getName())
                        .filter(entry -> entry.startsWith("META-INF/native-image/"))
                        .filter(entry -> entry.endsWith("resource-config.json"))
                        .forEach(entry -> read(jar, entry)
                                .path("resources")
                                .path("includes")
                                .forEach(include -> patterns.add(
                                        Pattern.compile(include.get("pattern").asText()))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return patterns;
    }

    List<String> arguments() {
        try {
            return List.of(
                    Files.readString(sources().resolve("native-image.args")).split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> jars() {
        List<Path> jars = new ArrayList<>(List.of(runner()));
        try (Stream<Path> libraries = Files.list(sources().resolve("lib"))) {
            libraries.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars;
    }

    private Path sources() {
        return classes().resolveSibling("native-sources");
    }

    private Path runner() {
        if (Files.isDirectory(sources())) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(sources(), "*-runner.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("nothing in " + sources() + ": run `mvn package` without -DskipTests first");
    }

    private static JsonNode read(Path jar, String entry) {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getJarEntry(entry))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
