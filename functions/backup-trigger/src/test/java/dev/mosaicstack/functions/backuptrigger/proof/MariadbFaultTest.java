package dev.mosaicstack.functions.backuptrigger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.testkit.MariaDbServer;
import dev.mosaicstack.testkit.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariadbFaultTest {

    private static final String USER = "keeper";
    private static final String PASSWORD = "a password of a keeper";

    private static MariaDbServer server;

    @TempDir
    Path folder;

    private Rig rig;
    private DatabaseDrill drill;

    @BeforeAll
    static void aServer() throws SQLException {
        server = MariaDbServer.withUser(USER, PASSWORD);
        server.create("secret");
        execute(
                "CREATE TABLE secret.words(words text)",
                "CREATE USER guest@localhost IDENTIFIED BY 'guest-word'",
                "GRANT INSERT ON secret.words TO guest@localhost");
    }

    @AfterAll
    static void noServer() {
        server.close();
    }

    @BeforeEach
    void aPolicy() {
        rig = Rig.in(folder).with("sources.db.kind", "mariadb");
        drill = new DatabaseDrill(rig);
    }

    @Test
    void whyAServerIsNotDumpedIsSaidInWordsAndNothingIsLeft() throws Exception {
        source(server.port(), "secret", USER, "wrong-word");
        assertThat(cause().code()).isEqualTo("SOURCE_REFUSED");
        assertThat(cause().detail())
                .contains("127.0.0.1:" + server.port() + "/secret", "Access denied for user 'keeper'")
                .doesNotContain("wrong-word");

        source(server.port(), "not-there", USER, PASSWORD);
        assertThat(cause().code()).isEqualTo("SOURCE_MISSING");
        assertThat(cause().detail()).contains("Unknown database 'not-there'");

        source(server.port(), "secret", "guest", "guest-word");
        assertThat(cause().code()).isEqualTo("SOURCE_UNREADABLE");
        assertThat(cause().detail()).contains("denied", "guest");

        source(Ports.free(), "secret", USER, PASSWORD);
        assertThat(cause().code()).isEqualTo("SOURCE_REFUSED");
        assertThat(cause().detail()).contains("Can't connect");
        assertThat(rig.snapshots()).isEmpty();
    }

    @Test
    void aServerThatTakesUsAndSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            source(silent.getLocalPort(), "secret", USER, PASSWORD);
            assertThat(cause().code()).isEqualTo("SOURCE_REFUSED");
        }
    }

    @Test
    void aDumpThatDiesInTheMiddleLeavesNoSnapshotAndTheNextIsGood() throws Exception {
        server.create("large");
        execute("CREATE TABLE large.large AS SELECT repeat(md5(rand()), 1000) AS words FROM large.seq_1_to_2000");
        source(server.port(), "large", USER, PASSWORD);
        CompletableFuture<Part> part = CompletableFuture.supplyAsync(this::backUp);
        try (Connection root = connect();
                Statement statement = root.createStatement()) {
            Awaitility.await("the dump of a table")
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> killed(statement));
        }
        assertThat(part.join().cause().code()).isEqualTo("DUMP_FAILED");
        // It died before the first row or after it, and has other words for each.
        assertThat(part.join().cause().detail())
                .contains("mariadb-dump")
                .containsAnyOf("FROM `large`", "table `large`");
        assertThat(rig.snapshots()).isEmpty();
        assertThat(backUp().cause()).isNull();
        assertThat(rig.snapshots()).hasSize(1);
    }

    private static boolean killed(Statement statement) throws SQLException {
        long id;
        try (var rows = statement.executeQuery(
                "SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT /*!40001 SQL_NO_CACHE%'")) {
            if (!rows.next()) {
                return false;
            }
            id = rows.getLong(1);
        }
        statement.execute("KILL " + id);
        return true;
    }

    private Part backUp() {
        try {
            return drill.backUp();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Cause cause() {
        Part part = backUp();
        assertThat(part.snapshotId()).isNull();
        return part.cause();
    }

    private void source(int port, String database, String user, String password) {
        rig.with("sources.db.url", "mariadb://127.0.0.1:" + port + "/" + database)
                .with("sources.db.user", user)
                .with("sources.db.password", password);
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + server.port() + "/", "root", "");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
