package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.testkit.DebianPostgres;
import dev.mosaicstack.testkit.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database images do at their first start, done to real servers: everybody gets in with the password of its file. */
class ComposeDatabasesTest {

    @TempDir
    private Path parent;

    private InitFolder folder;
    private FirstStart start;

    @BeforeEach
    void secretsAreMade() throws IOException {
        folder = InitFolder.in(parent);
        start = FirstStart.with(folder, parent);
    }

    @Test
    void postgresqlHasAnEmptyDatabaseForEachWhoNeedsOne() throws IOException, SQLException {
        try (DebianPostgres server = DebianPostgres.start()) {
            start.of(server);
            String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/";
            makesTables(url + "woodpecker", "woodpecker");
            makesTables(url + "mosaic", "mosaic");
            refuses(url + "mosaic", "woodpecker");
            refuses(url + "woodpecker", "mosaic");
            watches(url + "woodpecker", "SELECT * FROM seen");
        }
    }

    @Test
    void mariadbHasAnEmptyDatabaseForEachWhoNeedsOne() throws IOException, SQLException {
        try (MariaDbServer server = MariaDbServer.withUser("somebody", "else")) {
            start.of(server);
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
    void theScriptsOfMariadbAreSourced() throws IOException {
        try (Stream<Path> scripts = Files.list(ComposeYaml.FOLDER.resolve("init/mariadb"))) {
            assertThat(scripts).isNotEmpty().noneMatch(Files::isExecutable);
        }
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
