package dev.mosaicstack.functions.allinone.run;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbered migrations that this build brings along. */
final class Migrations {

    private static final String FOLDER = "db/sqlite/";

    /** The first migration is never removed, so it tells where the others are. */
    private static final String FIRST = FOLDER + "V001__create_event_log.sql";

    private static final Pattern NUMBERED = Pattern.compile(FOLDER + "V(\\d+)__.*\\.sql");

    private Migrations() {}

    /** Empty where they cannot be listed, as in a native executable. */
    static OptionalInt newest() {
        URL first = Thread.currentThread().getContextClassLoader().getResource(FIRST);
        try {
            return first == null ? OptionalInt.empty() : newest(names(first));
        } catch (IOException | URISyntaxException e) {
            // Not knowing must not keep anybody from starting.
            return OptionalInt.empty();
        }
    }

    private static List<String> names(URL first) throws IOException, URISyntaxException {
        String place = first.getPath();
        switch (first.getProtocol()) {
            case "jar" -> {
                try (JarFile jar = new JarFile(Path.of(new URI(place.substring(0, place.indexOf("!/"))))
                        .toFile())) {
                    return jar.stream().map(JarEntry::getName).toList();
                }
            }
            case "file" -> {
                try (Stream<Path> files = Files.list(Path.of(first.toURI()).getParent())) {
                    return files.map(file -> FOLDER + file.getFileName()).toList();
                }
            }
            default -> {
                return List.of();
            }
        }
    }

    private static OptionalInt newest(List<String> names) {
        return names.stream()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max();
    }
}
