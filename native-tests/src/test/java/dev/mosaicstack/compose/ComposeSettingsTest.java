package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Variables, settings and secrets: what one file says, the other knows. */
class ComposeSettingsTest {

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+):-([^}]*)}");
    private static final Pattern SECRET = Pattern.compile("/run/secrets/([a-z_]+)");
    private static final Pattern MOST_CONNECTIONS = Pattern.compile("(?:--)?max[_-]connections=(\\d+)");
    /** Compose itself reads it. */
    private static final String PROFILES = "COMPOSE_PROFILES";

    private final ComposeYaml compose = ComposeYaml.read();
    private final Collection<ComposeService> services = compose.services().values();

    @Test
    void everyVariableIsInTheExampleWithItsDefaultAndTheOtherWayRound() {
        Map<String, String> used = VARIABLE.matcher(ComposeYaml.text("compose.yaml"))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), ComposeSettingsTest::same));
        Map<String, String> example = example();
        assertThat(example.remove(PROFILES)).isEqualTo("functions");
        assertThat(used).isNotEmpty().isEqualTo(example);
    }

    @Test
    void noVariableIsWithoutADefault() {
        String without = VARIABLE.matcher(ComposeYaml.text("compose.yaml")).replaceAll("");
        assertThat(Pattern.compile("(?<!\\$)\\$[A-Z{]").matcher(without).results())
                .isEmpty();
    }

    @Test
    void ourFunctionsKnowEverySettingTheyGet() {
        assertThat(services.stream().filter(ComposeService::isOurs))
                .isNotEmpty()
                .allSatisfy(service -> assertThat(
                                Settings.unknown(service.environment().keySet()))
                        .isEmpty());
        assertThat(properties()).hasSizeGreaterThan(30).allSatisfy(property -> assertThat(
                        Settings.unknown(List.of(Environment.variable(property))))
                .isEmpty());
    }

    @Test
    void everySecretIsUsedAndEverySecretUsedIsThere() {
        Set<String> used = services.stream()
                .flatMap(service -> service.strings("secrets").stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(compose.section("secrets").keySet()).containsExactlyInAnyOrderElementsOf(used);
        assertThat(compose.section("secrets"))
                .allSatisfy((name, how) -> assertThat(how).isEqualTo(Map.of("file", "./secrets/" + name)));
    }

    @Test
    void everyServiceHasTheSecretsItReads() {
        assertThat(services).allSatisfy(service -> assertThat(service.strings("secrets"))
                .containsAll(secretsIn(service.settings().toString())));
        assertThat(secrets("metrics-scrape")).containsAll(secretsOf("mosaic.metrics."));
        assertThat(secrets("backup-trigger")).containsAll(secretsOf("mosaic.backup."));
        assertThat(secrets("all-in-one")).containsAll(secretsOf("mosaic.")).containsAll(secrets("webhook-intake"));
        for (String script : List.of("databases", "role-backup")) {
            assertThat(secrets("postgres"))
                    .containsAll(secretsIn(ComposeYaml.text("init/postgres/" + script + ".sql")));
            assertThat(secrets("mariadb")).containsAll(secretsIn(ComposeYaml.text("init/mariadb/" + script + ".sh")));
        }
    }

    /** Whoever may look at the environment of a container, as Portainer does, must not see a password. */
    @Test
    void nothingSecretIsInTheEnvironment() {
        assertThat(services)
                .allSatisfy(service -> assertThat(service.environment()).allSatisfy((name, value) -> {
                    if (name.matches(".*(PASSW|SECRET|TOKEN|_KEY|DATASOURCE).*")) {
                        assertThat(value).as(name).startsWith("/run/secrets/");
                    }
                }));
    }

    /** Woodpecker's own default was a published word until 3.16; who knows it makes himself an agent. */
    @Test
    void whatSignsForAgentsIsASecretOfThisStack() {
        assertThat(compose.services().get("woodpecker-server").environment())
                .containsEntry("WOODPECKER_GRPC_SECRET_FILE", "/run/secrets/woodpecker_grpc_secret");
    }

    @Test
    void functionsShareTheFileAndRedisAndMoveToPostgresqlByOneSetting() {
        assertThat(services.stream().filter(ComposeService::isOurs))
                .isNotEmpty()
                .allSatisfy(service -> {
                    assertThat(service.strings("volumes")).contains("mosaic_data:/var/lib/mosaic");
                    assertThat(service.environment())
                            .containsEntry("MOSAIC_DATA", "/var/lib/mosaic")
                            .containsEntry("MOSAIC_DB_URL", "${MOSAIC_DB_URL:-}")
                            .containsEntry("MOSAIC_DB_USER", "mosaic")
                            .containsEntry("MOSAIC_DB_PASSWORD_FILE", "/run/secrets/mosaic_db_password")
                            .containsEntry("MOSAIC_REDIS_URL_FILE", "/run/secrets/mosaic_redis_url");
                });
    }

    /** Whichever server the functions are moved to; a few are for administrators and for who watches. */
    @Test
    void theDatabaseServersTakeAsManyConnectionsAsThereMayBe() {
        int ours = services.stream()
                .filter(service -> service.profiles().contains("functions"))
                .mapToInt(service -> number(service, "MOSAIC_DB_POOL"))
                .sum();
        assertThat(ours).isPositive();
        int others = 10;
        assertThat(ours + number("woodpecker-server", "WOODPECKER_DATABASE_MAX_CONNECTIONS") + others)
                .isLessThan(mostConnections("postgres"));
        assertThat(ours + number("gitea", "GITEA__database__MAX_OPEN_CONNS") + others)
                .isLessThan(mostConnections("mariadb"));
        assertThat(number("all-in-one", "MOSAIC_DB_POOL")).isLessThanOrEqualTo(ours);
    }

    private int mostConnections(String server) {
        return compose.services().get(server).strings("command").stream()
                .map(MOST_CONNECTIONS::matcher)
                .filter(Matcher::matches)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private int number(String service, String name) {
        return number(compose.services().get(service), name);
    }

    private static int number(ComposeService service, String name) {
        return Integer.parseInt(service.environment().get(name));
    }

    private List<String> secrets(String service) {
        return compose.services().get(service).strings("secrets");
    }

    private static Set<String> secretsOf(String prefix) {
        return secretsIn(ComposeYaml.text("mosaic.properties")
                .lines()
                .filter(line -> line.replaceFirst("^#", "").startsWith(prefix))
                .collect(Collectors.joining("\n")));
    }

    private static Set<String> secretsIn(String text) {
        return SECRET.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** Those of mosaic.properties, with those that wait to be switched on. */
    private static List<String> properties() {
        return Stream.of(ComposeYaml.text("mosaic.properties"))
                .flatMap(String::lines)
                .map(line -> line.replaceFirst("^#", ""))
                .filter(line -> line.startsWith("mosaic.") && line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
    }

    private static Map<String, String> example() {
        var example = new TreeMap<String, String>();
        Pattern.compile("(?m)^([A-Z_]+)=(.*)$")
                .matcher(ComposeYaml.text(".env.example"))
                .results()
                .forEach(line -> assertThat(example.put(line.group(1), line.group(2)))
                        .as(line.group())
                        .isNull());
        return example;
    }

    private static String same(String one, String other) {
        assertThat(one).isEqualTo(other);
        return one;
    }
}
