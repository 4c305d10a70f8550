package dev.mosaicstack.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the suite found in one scenario.
 *
 * @param held how many checks the server passed; a scenario without any proves nothing
 * @param failed what it did not pass, each with the suite's words
 * @param warned what the suite only mentions
 */
record Judged(int held, List<String> failed, List<String> warned) {

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean passed() {
        return held > 0 && failed.isEmpty();
    }

    /** By scenario. The suite writes a folder {@code server-<scenario>-<time>} for each that it began. */
    static Map<String, Judged> in(Path results) {
        var all = new TreeMap<String, Judged>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(results, "server-*")) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString().replaceFirst("-\\d{4}-\\d\\d-\\d\\dT.*$", "");
                all.put(name.substring("server-".length()), read(folder.resolve("checks.json")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Judged read(Path checks) throws IOException {
        return Files.exists(checks)
                ? of(JSON.readTree(checks.toFile()))
                : new Judged(0, List.of("the scenario broke off"), List.of());
    }

    private static Judged of(JsonNode checks) {
        int held = 0;
        var failed = new ArrayList<String>();
        var warned = new ArrayList<String>();
        for (JsonNode check : checks) {
            String what = check.path("id").asText() + ": "
                    + check.path("errorMessage")
                            .asText(check.path("description").asText());
            switch (check.path("status").asText()) {
                case "SUCCESS" -> held++;
                case "FAILURE" -> failed.add(what);
                case "WARNING" -> warned.add(what);
                default -> {
                    // INFO and SKIPPED judge nothing.
                }
            }
        }
        return new Judged(held, failed, warned);
    }
}
