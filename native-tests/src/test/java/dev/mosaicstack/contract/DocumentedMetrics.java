package dev.mosaicstack.contract;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics in the tables of the READMEs. */
final class DocumentedMetrics {

    private static final Pattern NAME = Pattern.compile("`([a-zA-Z_:][a-zA-Z0-9_:]*)`");

    private DocumentedMetrics() {}

    /** All that stands in the first cell of a row: other tables have names, too, but none of a metric. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Path readme : readmes()) {
            try {
                Files.readAllLines(readme).stream()
                        .filter(line -> line.startsWith("| `"))
                        .forEach(line -> NAME.matcher(line.split("\\|")[1])
                                .results()
                                .forEach(found -> names.add(found.group(1))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }

    /** Of a histogram or summary the tables have the name without what is behind it. */
    static String family(String name) {
        return name.replaceFirst("_(bucket|sum|count)$", "");
    }

    private static List<Path> readmes() {
        try (Stream<Path> functions = Files.list(Artifact.root().resolve("functions"))) {
            return Stream.concat(Stream.of(Artifact.root()), functions)
                    .map(folder -> folder.resolve("README.md"))
                    .filter(Files::exists)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
