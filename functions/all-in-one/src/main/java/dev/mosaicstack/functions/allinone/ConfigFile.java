package dev.mosaicstack.functions.allinone;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings in a file, {@code mosaic.port=3456} and the like: what has many parts, as backup policies have, is clumsy as
 * environment variables. A variable outranks the file.
 */
public record ConfigFile(Path path, Map<String, String> properties) {

    /** System property: where the application finds the file, see {@link ConfigFileSource}. */
    static final String PROPERTY = "mosaic.config";

    private static final String IN_DATA = "mosaic.properties";

    /** There the nearest setting that exists is named, too. */
    private static final List<String> JUDGED_WHERE_THEY_ARE_USED = List.of("mosaic.backup.", "mosaic.metrics.");

    /**
     * {@code option}, else {@code MOSAIC_CONFIG}, else {@code mosaic.properties} in the data folder where it is there.
     *
     * @param dataOption as of {@link DataFolder#of}
     * @throws Problem where a file that was named cannot be read, or is no properties file
     */
    public static Optional<ConfigFile> find(Path option, Path dataOption, Environment environment) {
        Optional<Path> named = Optional.ofNullable(option)
                .or(() -> environment.get("MOSAIC_CONFIG").map(Path::of));
        Path path = named.orElseGet(
                () -> DataFolder.of(dataOption, environment).root().resolve(IN_DATA));
        return named.isEmpty() && !Files.exists(path)
                ? Optional.empty()
                : Optional.of(read(path.toAbsolutePath().normalize()));
    }

    static ConfigFile read(Path path) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new Problem("there is no configuration file " + path);
        } catch (IOException e) {
            throw new Problem("configuration file " + path + " cannot be read (" + DataFolder.reason(e) + ")");
        } catch (IllegalArgumentException e) {
            throw new Problem("configuration file " + path + " is no properties file (" + e.getMessage() + ")");
        }
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        mustBeKnown(path, all.keySet());
        return new ConfigFile(path, all);
    }

    /** A misspelt setting would silently be its default. */
    private static void mustBeKnown(Path path, Set<String> names) {
        for (String name : names) {
            boolean judgedThere = JUDGED_WHERE_THEY_ARE_USED.stream().anyMatch(name::startsWith);
            boolean ours = name.startsWith("mosaic.") && !judgedThere;
            if (ours && !Settings.unknown(List.of(Environment.variable(name))).isEmpty()) {
                throw new Problem(name + " in " + path + " is no setting: look for a misspelling");
            }
        }
    }

    /** The file's settings as variables, beneath those that are set. */
    public Environment beneath(Environment environment) {
        Map<String, String> variables = new HashMap<>();
        properties.forEach((name, value) -> variables.put(Environment.variable(name), value));
        environment.variables().forEach((name, value) -> {
            if (!value.isBlank()) {
                variables.put(name, value);
            }
        });
        return new Environment(variables);
    }

    /** Before the application starts. */
    public void apply() {
        System.setProperty(PROPERTY, path.toString());
    }
}
