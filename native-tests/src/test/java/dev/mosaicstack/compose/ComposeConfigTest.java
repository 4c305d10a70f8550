package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Docker Compose v2 itself takes the file. It needs no engine for that; skipped where there is no such program. */
class ComposeConfigTest {

    private static final List<String> PROFILES = List.of("functions", "small", "observability", "tunnel");

    private static List<String> program;

    @BeforeAll
    static void findCompose() {
        program = Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .filter(ComposeConfigTest::isVersion2)
                .findFirst()
                .orElse(null);
        assumeTrue(
                program != null,
                "SKIPPED: no Docker Compose v2 on the PATH, so compose.yaml is only parsed (apt-get install docker-compose on Debian 13)");
    }

    private static boolean isVersion2(List<String> command) {
        var version = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>/dev/null", "sh"));
        version.addAll(command);
        version.addAll(List.of("version", "--short"));
        Shell.Ended ended = Shell.run(Path.of("/"), Map.of(), version);
        return ended.exitCode() == 0 && ended.said().matches("(?s)v?([2-9]|\\d\\d).*");
    }

    /** None, each, and all combinations: with commas between. */
    static Stream<String> combinations() {
        return Stream.iterate(0, bits -> bits < 1 << PROFILES.size(), bits -> bits + 1)
                .map(bits -> String.join(
                        ",",
                        PROFILES.stream()
                                .filter(profile -> (bits >> PROFILES.indexOf(profile) & 1) == 1)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void takesEveryCombinationOfProfilesWithoutAWord(String profiles) {
        Shell.Ended ended = config(ComposeYaml.FOLDER.resolve("compose.yaml"), profiles, "-q");
        assertThat(ended.said()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void startsEachFunctionOrAllInOneProcess() {
        Path file = ComposeYaml.FOLDER.resolve("compose.yaml");
        assertThat(config(file, "functions", "--services").said().lines())
                .contains("mcp-server", "task-assign", "gitea", "woodpecker-agent")
                .doesNotContain("all-in-one", "grafana", "cloudflared")
                .hasSize(17);
        assertThat(config(file, "small", "--services").said().lines())
                .contains("all-in-one", "gitea", "woodpecker-agent")
                .doesNotContain("mcp-server", "task-assign")
                .hasSize(10);
    }

    @Test
    void oneSettingMovesAllFunctionsToPostgresql(@TempDir Path folder) throws IOException {
        Path settings = folder.resolve(".env");
        Files.writeString(
                settings,
                ComposeYaml.text(".env.example").replace("\nMOSAIC_DB_URL=\n", "\nMOSAIC_DB_URL=postgresql://p/m\n"));
        Shell.Ended ended = compose(
                ComposeYaml.FOLDER.resolve("compose.yaml"),
                settings,
                Map.of("COMPOSE_PROFILES", "functions"),
                List.of());
        assertThat(ended.said().lines().filter(line -> line.equals("      MOSAIC_DB_URL: postgresql://p/m")))
                .hasSize(8);
    }

    /** It may run on a machine where the stack runs already, with the addresses of compose.yaml. */
    @Test
    void theStackOfTheStackTestHasNeitherNamesNorAddressesOfTheRealOne() {
        Path override = Artifact.root().resolve("infra/stack-test/compose.override.yaml");
        Shell.Ended ended = compose(
                ComposeYaml.FOLDER.resolve("compose.yaml"),
                ComposeYaml.FOLDER.resolve(".env.example"),
                Map.of("COMPOSE_PROFILES", "functions", "COMPOSE_PROJECT_NAME", "another", "STACK_TEST_PORT", "20000"),
                List.of(),
                "-f",
                override.toString());
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("name: another_net").doesNotContain("subnet:", "name: mosaic_net");
    }

    /** A validator that takes anything would make all of the above worthless. */
    @Test
    void refusesAFileWithAMistake(@TempDir Path folder) throws IOException {
        Path broken = folder.resolve("compose.yaml");
        Files.writeString(broken, ComposeYaml.text("compose.yaml").replace("stop_grace_period", "stop_grace"));
        assertThat(config(broken, "", "-q").exitCode()).isNotZero();
        Files.writeString(
                broken,
                ComposeYaml.text("compose.yaml").replace("service_healthy, required: false", "service_healthy"));
        assertThat(config(broken, "observability", "-q").exitCode()).isNotZero();
    }

    private static Shell.Ended config(Path file, String profiles, String... more) {
        return compose(
                file, ComposeYaml.FOLDER.resolve(".env.example"), Map.of("COMPOSE_PROFILES", profiles), List.of(more));
    }

    private static Shell.Ended compose(
            Path file, Path settings, Map<String, String> environment, List<String> more, String... options) {
        var command = new ArrayList<>(program);
        command.addAll(List.of("-f", file.toString(), "--env-file", settings.toString()));
        command.addAll(List.of(options));
        command.add("config");
        command.addAll(more);
        return Shell.run(Path.of("/"), environment, command);
    }
}
