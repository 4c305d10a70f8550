package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A flow, by the folder below {@code functions} that it is. */
public record Flow(String name) {

    private static final String EVERYTHING = "all-in-one";
    private static final Pattern CALL = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    /** Every folder of {@code functions}. */
    public static List<Flow> all() {
        try (var folders = Files.list(Artifact.root().resolve("functions"))) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .map(folder -> new Flow(folder.getFileName().toString()))
                    .sorted((one, other) -> one.name.compareTo(other.name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that the system property {@code mosaic.flows} names, with commas between; otherwise all. */
    public static List<Flow> underTest() {
        String named = System.getProperty("mosaic.flows", "");
        if (named.isBlank()) {
            return all();
        }
        var wanted = List.of(named.strip().split(","));
        var chosen = all().stream().filter(flow -> wanted.contains(flow.name)).toList();
        if (chosen.size() != wanted.size()) {
            throw new IllegalStateException("of " + wanted + " only " + chosen + " are there");
        }
        return chosen;
    }

    /** What is packaged of it, the native executable where there is one; or what {@code mosaic.artifact} names, of one flow. */
    public Artifact artifact() {
        boolean named = System.getProperty("mosaic.artifact") != null
                && List.of(this).equals(System.getProperty("mosaic.flows") == null ? List.of() : underTest());
        return named || isEverything() ? Artifact.underTest() : Artifact.ofFunction(name);
    }

    /** Whether all other flows are in it. */
    public boolean isEverything() {
        return name.equals(EVERYTHING);
    }

    /**
     * The names of its calls, as the table of the README has them; none of a flow that takes no calls, as mcp-server.
     *
     * @throws IllegalStateException where the table has no row of it
     */
    public List<String> calls() {
        return isEverything()
                ? all().stream()
                        .filter(flow -> !flow.isEverything())
                        .flatMap(flow -> flow.calls().stream())
                        .toList()
                : CALL.matcher(row())
                        .results()
                        .map(MatchResult::group)
                        .map(call -> call.replace("`", ""))
                        .toList();
    }

    private String row() {
        Path readme = Artifact.root().resolve("README.md");
        try (var lines = Files.lines(readme)) {
            return lines.filter(line -> line.startsWith("| " + name + " | "))
                    .map(line -> line.split("\\|")[2])
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(readme + " has no row of " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments that start it on a data folder and a port of 127.0.0.1. */
    public List<String> arguments(Path data, int port) {
        return isEverything()
                ? List.of("run", "--data", data.toString(), "--port", String.valueOf(port), "--host", "127.0.0.1")
                : List.of();
    }

    /** Settings for the same. @param redisUrl of a server of others; the all-in-one brings its own */
    public Map<String, String> settings(Path data, int port, String redisUrl) {
        return isEverything()
                ? Map.of()
                : Map.of(
                        "MOSAIC_DATA",
                        data.toString(),
                        "MOSAIC_REDIS_URL",
                        redisUrl,
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(port));
    }

    @Override
    public String toString() {
        return name;
    }
}
