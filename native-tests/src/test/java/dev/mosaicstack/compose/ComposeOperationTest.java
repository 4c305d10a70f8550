package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code OPERATION.md} names services and volumes one by one: none may be forgotten when one is added. */
class ComposeOperationTest {

    /** Databases are dumped; the rest is made again. */
    private static final Set<String> NO_FILES_TO_KEEP = Set.of(
            "postgres_data",
            "mariadb_data",
            "redis_data",
            "woodpecker_agent_config",
            "prometheus_data",
            "alertmanager_data",
            "grafana_data");

    private final String text = ComposeYaml.text("OPERATION.md");
    private final ComposeYaml compose = ComposeYaml.read();

    @Test
    void everyVolumeIsBackedUpOrMadeAgain() {
        var expected = new TreeSet<>(compose.section("volumes").keySet());
        expected.removeAll(NO_FILES_TO_KEEP);
        assertThat(words("--volume mosaic_([a-z_]+):")).isEqualTo(expected);
        // The SQLite file in it is backed up by the policy; the script only wants the key.
        expected.remove("mosaic_data");
        assertThat(Set.of(words("\nfor name in ([a-z_ ]*gitea_data[a-z_ ]*); do")
                        .iterator()
                        .next()
                        .split(" ")))
                .as("put back")
                .isEqualTo(expected);
    }

    @Test
    void whoChangesTheProfileStopsAllOfTheOldServices() {
        Set<String> functions = compose.services().values().stream()
                .filter(service -> service.profiles().contains("functions"))
                .map(ComposeService::name)
                .collect(Collectors.toSet());
        assertThat(Set.of(words("--profile functions rm --stop --force ([a-z -]+)\n")
                        .iterator()
                        .next()
                        .split(" ")))
                .isEqualTo(functions);
    }

    private Set<String> words(String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
