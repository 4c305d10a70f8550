package dev.mosaicstack.functions.backuptrigger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.run.BackupJob;
import dev.mosaicstack.functions.backuptrigger.run.History;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.testkit.DatabaseServer.Database;
import dev.mosaicstack.testkit.DebianPostgres;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.PostgresServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresqlFaultTest {

    private static final String GUEST = "a password of a guest";

    private static DebianPostgres server;

    @TempDir
    Path folder;

    private Rig rig;
    private DatabaseDrill drill;

    @BeforeAll
    static void aServer() throws SQLException {
        server = DebianPostgres.start();
        execute(
                server.create("there"),
                "CREATE ROLE guest LOGIN PASSWORD '" + GUEST + "'",
                "CREATE TABLE secret(words text)",
                "INSERT INTO secret VALUES ('not for guests')");
    }

    @AfterAll
    static void noServer() {
        server.close();
    }

    @BeforeEach
    void aPolicy() {
        rig = Rig.in(folder).with("sources.db.kind", "postgresql");
        drill = new DatabaseDrill(rig);
    }

    @Test
    void whyAServerIsNotDumpedIsSaidInWordsAndNothingIsLeft() throws Exception {
        source(server.port(), "there", "guest", "wrong-word");
        assertThat(cause().code()).isEqualTo("SOURCE_REFUSED");
        assertThat(cause().detail())
                .contains("127.0.0.1:" + server.port() + "/there", "password authentication failed for user \"guest\"")
                .doesNotContain("wrong-word");

        source(server.port(), "not there", DebianPostgres.USER, DebianPostgres.PASSWORD);
        assertThat(cause().code()).isEqualTo("SOURCE_MISSING");
        assertThat(cause().detail()).contains("database \"not there\" does not exist");

        source(server.port(), "there", "guest", GUEST);
        assertThat(cause().code()).isEqualTo("SOURCE_UNREADABLE");
        assertThat(cause().detail()).contains("permission denied for table secret");

        source(Ports.free(), "there", "guest", GUEST);
        assertThat(cause().code()).isEqualTo("SOURCE_REFUSED");
        assertThat(cause().detail()).contains("refused");
        assertThat(rig.snapshots()).isEmpty();
    }

    @Test
    void aServerThatIsNewerThanPgDumpIsNamedWithThePackageThatIsMissing() throws Exception {
        try (var newer = PostgresServer.start()) {
            Database database = newer.create("newer");
            URI url = URI.create(database.url().substring("jdbc:".length()));
            source(url.getPort(), "newer", database.user(), database.password());
            assertThat(cause().code()).isEqualTo("TOOL_MISSING");
            assertThat(cause().detail())
                    .matches(
                            "db: pg_dump \\S+ is older than the server, (\\d+)\\.\\d+.*: install postgresql-client-\\1");
        }
        assertThat(rig.snapshots()).isEmpty();
    }

    @Test
    void aServerThatTakesUsAndSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            source(silent.getLocalPort(), "there", "guest", GUEST);
            assertThat(cause().code()).isEqualTo("SOURCE_REFUSED");
        }
    }

    @Test
    void aDumpThatDiesInTheMiddleLeavesNoSnapshotAndTheNextIsGood() throws Exception {
        Database database = server.create("large");
        execute(
                database,
                "CREATE TABLE large(words text)",
                "ALTER TABLE large ALTER words SET STORAGE EXTERNAL",
                "INSERT INTO large SELECT repeat(md5(random()::text), 1000) FROM generate_series(1, 2000)");
        source(server.port(), "large", DebianPostgres.USER, DebianPostgres.PASSWORD);
        CompletableFuture<Part> part = CompletableFuture.supplyAsync(this::backUp);
        try (Connection admin = connect(database);
                Statement statement = admin.createStatement()) {
            Awaitility.await("the dump of a table")
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        try (var ended = statement.executeQuery("""
                                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                WHERE application_name = 'mosaic-backup' AND query LIKE 'COPY %'""")) {
                            return ended.next();
                        }
                    });
        }
        assertThat(part.join().cause().code()).isEqualTo("DUMP_FAILED");
        assertThat(part.join().cause().detail())
                .contains("pg_dump")
                .containsAnyOf("terminating connection", "closed the connection");
        assertThat(rig.snapshots()).isEmpty();
        assertThat(backUp().cause()).isNull();
        assertThat(rig.snapshots()).hasSize(1);
    }

    @Test
    void whoWaitsForATableThatSomebodyHoldsStopsWhenTold() throws Exception {
        Database database = server.create("held");
        execute(database, "CREATE TABLE held(words text)");
        source(server.port(), "held", DebianPostgres.USER, DebianPostgres.PASSWORD);
        Work work = rig.work(Kind.BACKUP);
        try (Connection somebody = connect(database);
                Statement statement = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            statement.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> {
                try {
                    return new BackupJob(History.NONE).run(work);
                } catch (Failure e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await("somebody waits").atMost(Duration.ofSeconds(30)).until(() -> {
                try (var waiting = statement.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted")) {
                    return waiting.next();
                }
            });
            work.programs().stop(new Failure(Fault.STOPPED, "enough"));
            assertThat(outcome.get(10, TimeUnit.SECONDS).cause().code()).isEqualTo("STOPPED");
        }
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
        return new Cause(part.cause().code(), "db: " + part.cause().detail());
    }

    private void source(int port, String database, String user, String password) {
        rig.with("sources.db.url", "postgresql://127.0.0.1:" + port + "/" + database.replace(" ", "%20"))
                .with("sources.db.user", user)
                .with("sources.db.password", password);
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
