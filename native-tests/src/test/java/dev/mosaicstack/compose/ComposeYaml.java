package dev.mosaicstack.compose;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code compose/compose.yaml} with its merges done and its variables as they are written. */
record ComposeYaml(Map<String, Object> root) {

    static final Path FOLDER = Artifact.root().resolve("compose");

    private static final String MERGE = "<<";
    /** The parser's own limit of 50 is against files of strangers. */
    private static final int MOST_ALIASES = 500;

    static ComposeYaml read() {
        return new ComposeYaml(map(new Load(LoadSettings.builder()
                        .setMaxAliasesForCollections(MOST_ALIASES)
                        .build())
                .loadFromString(text("compose.yaml"))));
    }

    /** A file of the folder. */
    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, ComposeService> services() {
        var services = new TreeMap<String, ComposeService>();
        section("services").forEach((name, settings) -> services.put(name, new ComposeService(name, map(settings))));
        return services;
    }

    /** {@code services}, {@code networks}, {@code volumes} or {@code secrets}. */
    Map<String, Object> section(String name) {
        return map(root.get(name));
    }

    /** A mapping whose {@code <<}, of YAML 1.1, is replaced by what it names; what is said beside it outranks that. */
    static Map<String, Object> map(Object node) {
        var merged = new LinkedHashMap<String, Object>();
        if (node instanceof Map<?, ?> map) {
            list(map.get(MERGE)).forEach(other -> merged.putAll(map(other)));
            map.forEach((key, value) -> {
                if (!MERGE.equals(key)) {
                    merged.put(key.toString(), value);
                }
            });
        }
        return merged;
    }

    /** A list, the one thing that stands where a list may, or nothing. */
    static List<Object> list(Object node) {
        return switch (node) {
            case null -> List.of();
            case List<?> list -> new ArrayList<>(list);
            case Object one -> List.of(one);
        };
    }

    static List<String> strings(Object node) {
        return list(node).stream().map(Object::toString).collect(Collectors.toList());
    }
}
