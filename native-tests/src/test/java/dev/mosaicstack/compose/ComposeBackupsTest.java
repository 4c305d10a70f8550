package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.DebianPostgres;
import dev.mosaicstack.testkit.MariaDbServer;
import dev.mosaicstack.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backups that mosaic.properties proposes, made and restored with the rights that the databases' first start gives. */
class ComposeBackupsTest {

    @TempDir
    private Path parent;

    private InitFolder folder;
    private Path settings;

    @Test
    void whatIsProposedIsBackedUpAndRestoredByOneWhoMayNotMore() throws Exception {
        folder = InitFolder.in(parent);
        FirstStart start = FirstStart.with(folder, parent);
        try (DebianPostgres postgres = DebianPostgres.start();
                MariaDbServer mariadb = MariaDbServer.withUser("somebody", "else");
                RedisServer redis = RedisServer.start(parent.resolve("redis"), folder.secret("redis_password"))) {
            start.of(postgres);
            start.of(mariadb);
            String postgresql = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/";
            String mysql = "jdbc:mariadb://127.0.0.1:" + mariadb.port() + "/";
            fill(postgresql, "woodpecker", "mosaic");
            fill(mysql, "gitea", "bookstack", "mosaic");
            settings = Files.writeString(
                    parent.resolve("mosaic.properties"),
                    start.here(proposed())
                            .replace("sftp:backup@vault.example.lan:/srv/restic/stack", parent.resolve("vault") + "")
                            .replace("@mariadb:3306/", "@127.0.0.1:" + mariadb.port() + "/")
                            .replace("@postgres:5432/", "@127.0.0.1:" + postgres.port() + "/")
                            .replace("redis:6379", "127.0.0.1:" + redis.port()));
            assertThat(backup("init", "stack")).contains("made a repository");
            assertThat(backup("run", "stack")).contains("gitea", "bookstack", "woodpecker", "redis", "moved", "copied");
            assertThat(backup("verify", "stack", "drill").lines().filter(line -> line.contains("1 table, 2 rows")))
                    .as("gitea, bookstack, woodpecker, moved and copied")
                    .hasSize(5);
            for (String url : List.of(postgresql + "woodpecker", postgresql + "mosaic", mysql + "gitea")) {
                changesNothing(url);
            }
            assertThatThrownBy(() -> connect(mysql + "mysql", "backup").close()).isInstanceOf(SQLException.class);
        }
        onAnotherHostTheyComeBackAsTheRunbookSays(start);
    }

    /** With restic alone, into the empty databases that servers make at their first start, as OPERATION.md has it. */
    private void onAnotherHostTheyComeBackAsTheRunbookSays(FirstStart start) throws Exception {
        for (String name : List.of("mosaic", "gitea", "bookstack", "woodpecker")) {
            run(
                    Map.of(),
                    "restic --repo vault --password-file secrets/backup_repository_password restore latest"
                            + " --tag policy:stack,source:" + name + " --target restored/" + name);
        }
        assertThat(parent.resolve("restored/mosaic/mosaic.sqlite")).exists();
        try (DebianPostgres postgres = DebianPostgres.start();
                MariaDbServer mariadb = MariaDbServer.withUser("somebody", "else")) {
            start.of(postgres);
            start.of(mariadb);
            run(
                    Map.of("PGPASSWORD", DebianPostgres.PASSWORD),
                    "pg_restore -h 127.0.0.1 -p " + postgres.port()
                            + " -U postgres --exit-on-error -d woodpecker < restored/woodpecker/woodpecker.pgdump");
            for (String name : List.of("gitea", "bookstack")) {
                run(
                        Map.of(),
                        "mariadb -h 127.0.0.1 -P " + mariadb.port() + " -u root " + name + " < restored/" + name + "/"
                                + name + ".sql");
            }
            String mysql = "jdbc:mariadb://127.0.0.1:" + mariadb.port() + "/";
            itsUserHasItAllAndChangesIt("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/", "woodpecker");
            itsUserHasItAllAndChangesIt(mysql, "gitea");
            itsUserHasItAllAndChangesIt(mysql, "bookstack");
        }
    }

    private void itsUserHasItAllAndChangesIt(String url, String name) throws SQLException {
        try (var connection = connect(url + name, name);
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("SELECT count(*) FROM page")) {
                rows.next();
                assertThat(rows.getInt(1)).as(name).isEqualTo(2);
            }
            statement.execute("ALTER TABLE page ADD COLUMN c INT");
        }
    }

    private void run(Map<String, String> environment, String command) {
        Shell.Ended ended = Shell.run(parent, environment, List.of("bash", "-euc", command));
        assertThat(ended.exitCode()).as(ended.said()).isZero();
    }

    /** With what waits to be switched on, and this product's own database where MOSAIC_DB_URL has moved it. */
    private static String proposed() {
        String own = "\nmosaic.backup.policies.stack.sources.";
        return ComposeYaml.text("mosaic.properties")
                        .lines()
                        .filter(line -> line.startsWith("#mosaic.backup."))
                        .map(line -> line.substring(1))
                        .collect(Collectors.joining("\n"))
                + own + "moved.kind=postgresql"
                + own + "moved.url=postgresql://backup@postgres:5432/mosaic"
                + own + "moved.password-file=/run/secrets/backup_db_password"
                + own + "copied.kind=mariadb"
                + own + "copied.url=mariadb://backup@mariadb:3306/mosaic"
                + own + "copied.password-file=/run/secrets/backup_db_password\n";
    }

    private void fill(String url, String... names) throws SQLException {
        for (String name : names) {
            try (var connection = connect(url + name, name);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE page (a INT PRIMARY KEY, b VARCHAR(20))");
                statement.execute("INSERT INTO page VALUES (1, 'one'), (2, NULL)");
            }
        }
    }

    private void changesNothing(String url) throws SQLException {
        try (var connection = connect(url, "backup");
                var statement = connection.createStatement()) {
            for (String sql :
                    List.of("INSERT INTO page VALUES (3, '')", "DROP TABLE page", "CREATE TABLE mine (a INT)")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).isInstanceOf(SQLException.class);
            }
        }
    }

    private Connection connect(String url, String user) throws SQLException {
        return DriverManager.getConnection(url, user, folder.secret(user + "_db_password"));
    }

    private String backup(String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(List.of("backup"));
        command.addAll(List.of(arguments));
        Shell.Ended ended = Shell.run(
                parent,
                Map.of("MOSAIC_DATA", parent.resolve("data").toString(), "MOSAIC_CONFIG", settings.toString()),
                Artifact.underTest().command(command));
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        return ended.said();
    }
}
