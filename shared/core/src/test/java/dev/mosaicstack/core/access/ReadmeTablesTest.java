package dev.mosaicstack.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's tables are the contract that callers read: they say what the code does. */
class ReadmeTablesTest {

    private static final Path ROOT = Path.of(System.getProperty("mosaic.root", "../.."));

    /** Moves that only background work tries: no caller is ever answered with these. */
    private static final Set<String> INSIDE = Set.of(
            "AGENT_LOST",
            "REQUEST_HELD",
            "REQUEST_IN_TIME",
            "SESSION_ACTIVE",
            "TASK_BLOCKED",
            "TASK_IN_TIME",
            "TASK_NOT_BLOCKED",
            "TASK_NOT_HELD",
            "TASK_NOT_READY");

    @Test
    void theRoleTableSaysWhatEachRoleMayCall() throws IOException {
        Map<String, Set<Role>> table = new LinkedHashMap<>();
        Pattern row = Pattern.compile("^\\| `([a-z-]+)` \\|(.*)\\|(.*)\\|(.*)\\|(.*)\\|$", Pattern.MULTILINE);
        row.matcher(readme()).results().forEach(cells -> {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            Role[] columns = {Role.ADMIN, Role.CLIENT, Role.AGENT, Role.VIEWER};
            for (int i = 0; i < columns.length; i++) {
                if (cells.group(i + 2).strip().equals("yes")) {
                    roles.add(columns[i]);
                }
            }
            table.put(cells.group(1), roles);
        });
        Map<String, Set<Role>> code = Arrays.stream(Call.values()).collect(Collectors.toMap(Call::path, Call::roles));
        assertThat(table).isEqualTo(code);
    }

    @Test
    void theErrorTableHasEveryCodeThatACallerCanGetAndNoOther() throws IOException {
        Pattern row = Pattern.compile("^\\| \\d{3} \\|([^|]*)\\|", Pattern.MULTILINE);
        Set<String> listed = row.matcher(readme())
                .results()
                .flatMap(cells ->
                        Pattern.compile("`([A-Z_]+)`").matcher(cells.group(1)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> thrown = codes();
        thrown.removeAll(INSIDE);
        assertThat(listed).isEqualTo(thrown);
    }

    private static Set<String> codes() throws IOException {
        Pattern thrown = Pattern.compile("(?:Conflict|Invalid|NotFound|Unauthenticated|Unavailable)\\(\\s*\"([A-Z_]+)\""
                + "|super\\(\\d{3}, \"([A-Z_]+)\"|\"code\", \"([A-Z_]+)\"|FAULT = \"([A-Z_]+)\"");
        Pattern unknown = Pattern.compile("NotFound\\.of\\(\\s*\"([a-z]+)\"|mustSee\\([^\"]*\"([a-z]+)\"");
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(ReadmeTablesTest::isMainSource).toList()) {
                String source = read(file);
                thrown.matcher(source).results().map(ReadmeTablesTest::group).forEach(codes::add);
                unknown.matcher(source)
                        .results()
                        .map(found -> group(found).toUpperCase(java.util.Locale.ROOT) + "_UNKNOWN")
                        .forEach(codes::add);
            }
        }
        assertThat(codes).as("what the scan found").hasSizeGreaterThan(30);
        return codes;
    }

    private static String group(MatchResult found) {
        for (int i = 1; i <= found.groupCount(); i++) {
            if (found.group(i) != null) {
                return found.group(i);
            }
        }
        throw new IllegalStateException("no group in " + found.group());
    }

    private static boolean isMainSource(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.endsWith(".java") && path.contains("src/main") && path.matches("(shared|functions)/.*");
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
