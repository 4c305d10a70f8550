package dev.mosaicstack.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Grafana dashboards that are shipped. */
final class Dashboards {

    static final Path FOLDER = Artifact.root().resolve("infra/observability/grafana/dashboards");

    record Dashboard(String file, JsonNode json) {

        String uid() {
            return json.path("uid").asText();
        }

        /** Rows and what is in them. */
        List<JsonNode> panels() {
            List<JsonNode> panels = new ArrayList<>();
            for (JsonNode panel : json.path("panels")) {
                panels.add(panel);
                panel.path("panels").forEach(panels::add);
            }
            return panels;
        }

        List<JsonNode> variables() {
            List<JsonNode> variables = new ArrayList<>();
            json.path("templating").path("list").forEach(variables::add);
            return variables;
        }
    }

    /** @param where dashboard and panel, for people */
    record Expression(String where, String text) {}

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), [a-z]+\\)");

    private Dashboards() {}

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboards::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of all panels, with Grafana's variables as they are written. */
    static List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>();
        for (Dashboard dashboard : all()) {
            for (JsonNode panel : dashboard.panels()) {
                String where = dashboard.uid() + ", " + panel.path("title").asText();
                panel.path("targets")
                        .forEach(target -> expressions.add(
                                new Expression(where, target.path("expr").asText())));
            }
        }
        return expressions;
    }

    /** What the values of its variables are of: {@code label_values(these, label)}. */
    static List<Expression> variables() {
        List<Expression> expressions = new ArrayList<>();
        for (Dashboard dashboard : all()) {
            for (JsonNode variable : dashboard.variables()) {
                var query = LABEL_VALUES.matcher(
                        variable.path("query").path("query").asText());
                if (query.matches()) {
                    String where =
                            dashboard.uid() + ", $" + variable.path("name").asText();
                    expressions.add(new Expression(where, query.group(1)));
                }
            }
        }
        return expressions;
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file.getFileName().toString(), Json.tree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
