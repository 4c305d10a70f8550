package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.testkit.DebianPostgres;
import dev.mosaicstack.testkit.MariaDbServer;
import dev.mosaicstack.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database images do at their first start, done to real servers: everybody gets in with the password of its file. */
class ComposeDatabasesTest {

    @TempDir
    private Path parent;

    private InitFolder folder;
    private Path secrets;

    @BeforeEach
    void secretsAreMade() throws IOException {
        folder = InitFolder.in(parent);
        folder.init();
        secrets = Files.createSymbolicLink(
                parent.resolve("secrets"), folder.path().resolve("secrets"));
    }

    @Test
    void postgresqlHasAnEmptyDatabaseForEachWhoNeedsOne() throws IOException, SQLException {
        Path script = here("init/postgres/databases.sql");
        try (DebianPostgres server = DebianPostgres.start()) {
            String address = "127.0.0.1";
            Shell.Ended ended = Shell.run(
                    parent,
                    Map.of("PGPASSWORD", DebianPostgres.PASSWORD),
                    List.of(
                            Programs.require("psql", "apt-get install postgresql-client")
                                    .toString(),
                            "-v",
                            "ON_ERROR_STOP=1",
                            "--no-psqlrc",
                            "--host=" + address,
                            "--port=" + server.port(),
                            "--username=" + DebianPostgres.USER,
                            "--file=" + script));
            assertThat(ended.exitCode()).as(ended.said()).isZero();
            String url = "jdbc:postgresql://" + address + ":" + server.port() + "/";
            makesTables(url + "woodpecker", "woodpecker");
            makesTables(url + "mosaic", "mosaic");
            refuses(url + "mosaic", "woodpecker");
            refuses(url + "woodpecker", "mosaic");
            watches(url + "woodpecker", "SELECT * FROM seen");
        }
    }

    @Test
    void mariadbHasAnEmptyDatabaseForEachWhoNeedsOne() throws IOException, SQLException {
        Path script = here("init/mariadb/databases.sh");
        try (MariaDbServer server = MariaDbServer.withUser("somebody", "else")) {
            Shell.Ended ended = Shell.run(
                    parent,
                    Map.of(),
                    List.of(
                            "bash",
                            "-euo",
                            "pipefail",
                            "-c",
                            // What the entry point of the image has under this name; the image has no user without one
                            // either.
                            "docker_process_sql() { mariadb --host=127.0.0.1 --port=" + server.port()
                                    + " --user=root; }; "
                                    + "docker_process_sql <<<\"DELETE FROM mysql.global_priv WHERE User = ''; FLUSH PRIVILEGES\"; "
                                    + ". '" + script + "'"));
            assertThat(ended.exitCode()).as(ended.said()).isZero();
            String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
            for (String name : List.of("gitea", "bookstack", "mosaic")) {
                makesTables(url + name, name);
            }
            refuses(url + "gitea", "bookstack");
            refuses(url + "mosaic", "watcher");
            watches(url + "gitea", "CREATE TABLE mine (a INT)");
        }
    }

    /** The image sources what it may not execute, and only then has the script the function it calls. */
    @Test
    void theScriptOfMariadbIsSourced() {
        assertThat(Files.isExecutable(ComposeYaml.FOLDER.resolve("init/mariadb/databases.sh")))
                .isFalse();
    }

    private Path here(String script) throws IOException {
        return Files.writeString(
                parent.resolve(Path.of(script).getFileName()),
                ComposeYaml.text(script).replace("/run/secrets", secrets.toString()));
    }

    private Connection connect(String url, String user) throws SQLException {
        return DriverManager.getConnection(url, user, folder.secret(user + "_db_password"));
    }

    private void makesTables(String url, String user) throws SQLException {
        try (var connection = connect(url, user);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE seen (a INT)");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url, user, "wrong").close())
                .isInstanceOf(SQLException.class);
    }

    private void refuses(String url, String user) {
        assertThatThrownBy(() -> connect(url, user).close()).isInstanceOf(SQLException.class);
    }

    private void watches(String url, String notAllowed) throws SQLException {
        try (var connection = connect(url, "watcher");
                var statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
            assertThatThrownBy(() -> statement.execute(notAllowed)).isInstanceOf(SQLException.class);
        }
    }
}
