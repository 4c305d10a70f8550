package dev.mosaicstack.mcp;

import dev.mosaicstack.testkit.NodeClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the suite itself says that a server of a revision must pass, read from its {@code requirements/<revision>.yaml}.
 *
 * @param scored have to pass
 * @param unscored are run all the same: extensions, and what was added after the revision
 */
record Requirements(Set<String> scored, Set<String> unscored) {

    private static final String PACKAGE = "@modelcontextprotocol/conformance/requirements/";

    static Requirements of(String revision) {
        try {
            return read(Files.readString(NodeClients.installed().file(PACKAGE + revision + ".yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of YAML only what these files are written in: lists of names, and pairs of {@code scenario} and {@code leg}. */
    private static Requirements read(String yaml) {
        var scored = new LinkedHashSet<String>();
        var unscored = new LinkedHashSet<String>();
        String section = "";
        String scenario = "";
        for (String line : yaml.lines().toList()) {
            String text = line.strip();
            if (line.matches("[a-z_]+:")) {
                section = line;
            } else if (text.startsWith("- scenario: ")) {
                scenario = text.substring("- scenario: ".length());
            } else if (section.equals("not_scored:") && text.equals("leg: server")) {
                unscored.add(scenario);
            } else if (section.equals("server:") && text.startsWith("- ")) {
                scored.add(text.substring(2));
            }
        }
        return new Requirements(scored, unscored);
    }
}
