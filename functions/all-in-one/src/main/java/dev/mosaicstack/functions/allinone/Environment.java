package dev.mosaicstack.functions.allinone;

import dev.mosaicstack.web.ServiceLinks;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The environment variables this process was started with; an empty value counts as absent. */
public record Environment(Map<String, String> variables) {

    public static final int DEFAULT_PORT = 3456;
    public static final String DEFAULT_HOST = "127.0.0.1";

    public static Environment ofThisProcess() {
        return new Environment(System.getenv());
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * The value of {@code name}, or the stripped content of the file that {@code name_FILE} points to.
     *
     * @throws Problem where that file cannot be read
     */
    public Optional<String> secret(String name) {
        Optional<String> plain = get(name);
        if (plain.isPresent()) {
            return plain;
        }
        return get(name + "_FILE").map(file -> read(name + "_FILE", Path.of(file)));
    }

    /** Whether a setting is on, in the words that the application takes for it: {@code true}, {@code yes}, {@code on}, {@code 1} ... */
    public boolean isOn(String name, boolean otherwise) {
        return get(name)
                .map(text -> new SmallRyeConfigBuilder()
                        .build()
                        .requireConverter(Boolean.class)
                        .convert(text))
                .orElse(otherwise);
    }

    public boolean has(String name) {
        return get(name).isPresent() || get(name + "_FILE").isPresent();
    }

    /** The variable that means the same as a property. */
    public static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** A system property outranks the environment, so a default of ours must not hide what the user set there. */
    public void unlessSet(String property, String value) {
        if (System.getProperty(property) == null && get(variable(property)).isEmpty()) {
            System.setProperty(property, value);
        }
    }

    /** {@code option}, else {@code MOSAIC_PORT}, else {@value #DEFAULT_PORT}. */
    public int port(Integer option) {
        // For a Service that is called mosaic, Kubernetes sets it as well.
        String text = option == null
                ? get("MOSAIC_PORT").filter(set -> !ServiceLinks.isAddress(set)).orElse("" + DEFAULT_PORT)
                : option.toString();
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of range.
        }
        throw new Problem("port " + text + " is not a number from 1 to 65535");
    }

    /** {@code option}, else {@code MOSAIC_HOST}, else {@value #DEFAULT_HOST}. */
    public String host(String option) {
        return option == null ? get("MOSAIC_HOST").orElse(DEFAULT_HOST) : option;
    }

    private static String read(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Problem(name + " points to " + file + ", which cannot be read");
        }
    }
}
