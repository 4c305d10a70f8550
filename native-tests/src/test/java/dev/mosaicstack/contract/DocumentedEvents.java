package dev.mosaicstack.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the README of a function says of events: a table of types, when, subject and the names in their data. */
final class DocumentedEvents {

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private DocumentedEvents() {}

    /** By type, without {@code dev.mosaicstack.}, the names in its data. */
    static Map<String, Set<String>> of(String function) {
        Map<String, Set<String>> rows = new TreeMap<>();
        for (String line :
                readme(function).lines().filter(each -> each.startsWith("| `")).toList()) {
            String[] cells = line.split("\\|");
            if (cells.length == 5) {
                Set<String> data = new TreeSet<>();
                NAME.matcher(cells[4]).results().forEach(names -> {
                    for (String name : names.group(1).split("[ ,]+")) {
                        data.add(name.replace("[]", ""));
                    }
                });
                types(cells[1]).forEach(type -> rows.put(type, data));
            }
        }
        return rows;
    }

    /** The names in the data of one that happened. */
    static Set<String> fields(Events.Event event) {
        JsonNode data = Json.tree(event.data());
        Set<String> names = new TreeSet<>();
        data.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String readme(String function) {
        try {
            return Files.readString(Artifact.root().resolve("functions/" + function + "/README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@code `mcp.session.created` `.closed`} are two types. A short one of several words takes the place of as many behind
     * the area: {@code `backup.failed` `.drill.failed`}.
     */
    private static List<String> types(String cell) {
        List<String> types = new ArrayList<>();
        NAME.matcher(cell).results().forEach(name -> {
            String type = name.group(1);
            types.add(
                    type.startsWith(".")
                            ? types.getFirst().substring(0, types.getFirst().lastIndexOf('.')) + type
                            : type);
        });
        return types;
    }
}
