package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./mosaic compose-init}: what a person runs once, and must not be able to run twice by mistake. */
class ComposeInitTest {

    /** Somebody else's to give; first-run.sh makes the last. */
    private static final Set<String> EMPTY = Set.of(
            "cloudflared_token",
            "woodpecker_gitea_client",
            "woodpecker_gitea_secret",
            "mosaic_webhook_previous_secret",
            "mosaic_metrics_token");

    private static final int LEAST_LENGTH = 32;

    @TempDir
    private Path parent;

    private InitFolder folder;

    @BeforeEach
    void aFolder() {
        folder = InitFolder.in(parent);
    }

    @Test
    void makesTheSettingsAndEverySecretOfTheFile() {
        Shell.Ended ended = folder.init();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("Next:", "first-run.sh");
        assertThat(folder.text(".env")).isEqualTo(folder.text(".env.example"));
        assertThat(folder.secrets().keySet())
                .isEqualTo(ComposeYaml.read().section("secrets").keySet().stream()
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void secretsAreLongAndWithoutWhatNeedsQuoting() {
        folder.init();
        assertThat(folder.secrets()).allSatisfy((name, value) -> {
            if (EMPTY.contains(name)) {
                assertThat(value).isEmpty();
            } else if (name.matches(".*(password|token|secret|secret_key)")) {
                assertThat(value).matches("[0-9a-f]+").hasSizeGreaterThanOrEqualTo(LEAST_LENGTH);
            } else {
                assertThat(value).hasSizeGreaterThan(LEAST_LENGTH);
            }
        });
    }

    @Test
    void whatIsMadeOfASecretHasIt() {
        folder.init();
        assertThat(folder.secret("redis_conf")).isEqualTo("requirepass " + folder.secret("redis_password") + "\n");
        assertThat(folder.secret("mosaic_redis_url"))
                .isEqualTo("redis://:" + folder.secret("redis_password") + "@redis:6379");
        assertThat(folder.secret("woodpecker_db_datasource"))
                .contains(":" + folder.secret("woodpecker_db_password") + "@postgres:5432/woodpecker");
        assertThat(folder.secret("bookstack_app_key")).matches("base64:[A-Za-z0-9+/]{43}=");
    }

    /** The files must be readable to the users of the containers: it is the folder that keeps everybody else out. */
    @Test
    void nobodyElseGetsToThem() {
        folder.init();
        assertThat(folder.mode("secrets")).isEqualTo("rwx------");
        assertThat(folder.mode(".env")).isEqualTo("rw-------");
        assertThat(folder.secrets().keySet())
                .allSatisfy(name -> assertThat(folder.mode("secrets/" + name)).isEqualTo("rw-r--r--"));
        assertThat(ComposeYaml.text(".gitignore")).contains("/.env\n", "/secrets/\n");
    }

    /** As a clone is under a umask of 077; the users of the containers are neither its owner nor of its group. */
    @Test
    void whatIsMountedIsReadableToContainersAndNothingSecretIs() throws IOException {
        Path prometheus = Files.createDirectories(parent.resolve("infra/observability/prometheus"));
        Path init = Files.createDirectories(folder.path().resolve("init/postgres"));
        Path settings = Files.createFile(folder.path().resolve("mosaic.properties"));
        Path rules = Files.createFile(prometheus.resolve("compose.yml"));
        Path token = Files.createFile(prometheus.resolve("mosaic.token"));
        Path blocks = Files.createDirectories(prometheus.resolve("data"));
        Path sql = Files.createFile(init.resolve("databases.sql"));
        for (Path file : List.of(settings, rules, token, sql)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        for (Path closed : List.of(blocks, init, init.getParent(), prometheus, prometheus.getParent())) {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
        Shell.Ended ended = folder.init();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(List.of(settings, rules, sql))
                .extracting(ComposeInitTest::mode)
                .containsOnly("rw-r--r--");
        assertThat(List.of(init, init.getParent(), prometheus))
                .extracting(ComposeInitTest::mode)
                .containsOnly("rwxr-xr-x");
        assertThat(mode(token)).isEqualTo("rw-------");
        assertThat(mode(blocks)).isEqualTo("rwx------");
        assertThat(folder.mode("secrets")).isEqualTo("rwx------");
    }

    @Test
    void twoFoldersHaveNothingInCommon() {
        InitFolder other = InitFolder.in(parent);
        folder.init();
        other.init();
        Map<String, String> theirs = other.secrets();
        assertThat(folder.secrets()).allSatisfy((name, value) -> {
            if (!EMPTY.contains(name)) {
                assertThat(value).isNotEqualTo(theirs.get(name));
            }
        });
        assertThat(folder.secrets().values().stream()
                        .filter(value -> value.matches("[0-9a-f]+"))
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aSecondRunRefusesAndChangesNothing() {
        folder.init();
        Map<String, String> before = folder.secrets();
        Shell.Ended second = folder.init();
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.said()).contains("  .env\n", "  secrets/redis_password\n", "nothing was changed");
        assertThat(folder.secrets()).isEqualTo(before);
    }

    @Test
    void oneFileThatIsThereIsEnoughToRefuse() throws IOException {
        Files.writeString(folder.path().resolve(".env"), "MOSAIC_VERSION=9\n");
        Shell.Ended ended = folder.init();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(folder.path().resolve("secrets")).doesNotExist();
        assertThat(folder.text(".env")).isEqualTo("MOSAIC_VERSION=9\n");
    }

    @Test
    void addsWhatIsMissingWhenItIsToldTo() throws IOException {
        folder.init();
        Map<String, String> before = folder.secrets();
        for (String gone : List.of("redis_conf", "npm_admin_password")) {
            Files.delete(folder.path().resolve("secrets").resolve(gone));
        }
        Shell.Ended ended = folder.init("--add-missing");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.said()).contains("Files made: 2,");
        String made = folder.secret("npm_admin_password");
        assertThat(made).hasSize(LEAST_LENGTH).isNotEqualTo(before.put("npm_admin_password", made));
        assertThat(folder.secrets()).isEqualTo(before);
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        assertThat(folder.init("--force").exitCode()).isEqualTo(2);
        Files.delete(folder.path().resolve(".env.example"));
        Shell.Ended ended = folder.init();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("not the folder of compose.yaml");
        assertThat(folder.path().resolve("secrets")).doesNotExist();
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
