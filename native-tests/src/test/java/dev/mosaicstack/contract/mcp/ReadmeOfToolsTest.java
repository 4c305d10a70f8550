package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.LibraryMcp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of tools is what a reader chooses roles by: it says what the server lists to each of them. */
class ReadmeOfToolsTest extends Tools {

    private static final Path README = Path.of("../functions/mcp-server/README.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+)` \\|[^|]*\\| ([a-z, ]+) \\| ([a-z]+) \\|$", Pattern.MULTILINE);

    @Test
    void theTableHasEveryToolWithItsRolesAndHints() throws IOException {
        Map<String, String> table = new TreeMap<>();
        ROW.matcher(Files.readString(README))
                .results()
                .forEach(row -> table.put(row.group(1), row.group(2) + ": " + row.group(3)));
        assertThat(table).isEqualTo(listed());
    }

    private Map<String, String> listed() {
        var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        Map<String, String> roles = new TreeMap<>();
        add(roles, "admin", admin);
        add(roles, "client", withRole("client"));
        add(roles, "agent", as(agent));
        add(roles, "viewer", withRole("viewer"));
        admin.tools()
                .forEach((name, tool) ->
                        roles.merge(name, hint(tool.get("annotations")), (all, hint) -> all + ": " + hint));
        return roles;
    }

    private static void add(Map<String, String> roles, String role, LibraryMcp client) {
        client.tools().keySet().forEach(tool -> roles.merge(tool, role, (all, more) -> all + ", " + more));
    }

    private static String hint(JsonNode annotations) {
        for (Hint hint : Hint.values()) {
            if (hint.is(annotations)) {
                return hint.name().toLowerCase(java.util.Locale.ROOT);
            }
        }
        throw new AssertionError("no hint has these annotations: " + annotations);
    }
}
