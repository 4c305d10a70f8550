package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.source.Dump;
import dev.mosaicstack.functions.backuptrigger.source.Dumps;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupTest {

    @TempDir
    Path folder;

    private Path database;
    private Story story;

    @BeforeEach
    void aDatabase() throws Exception {
        database = Files.createDirectory(folder.resolve("an app?")).resolve("app 100%.db");
        story = new Story(
                Rig.in(folder).with("sources.app.kind", "sqlite").with("sources.app.file", database.toString()));
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE debit(id INTEGER PRIMARY KEY, writer TEXT, amount REAL, note BLOB)");
            statement.execute(
                    "CREATE TABLE credit(writer TEXT, number INTEGER, PRIMARY KEY(writer, number)) WITHOUT ROWID");
            statement.execute("CREATE INDEX debits ON debit(writer, amount)");
            statement.execute("CREATE VIRTUAL TABLE words USING fts5(text)");
            statement.execute("INSERT INTO words VALUES ('deep thought')");
            statement.execute("CREATE TABLE \"odd \"\"name's\"(\"a b\" TEXT, twice AS (\"a b\" || \"a b\"))");
            statement.execute("INSERT INTO \"odd \"\"name's\" VALUES (NULL), ('ö'), (x'00ff')");
            statement.execute("INSERT INTO debit(note) VALUES (zeroblob(3000000))");
            statement.execute("CREATE VIEW sum AS SELECT no_such_function(id) FROM debit");
        }
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
        }
        return connection;
    }

    @Test
    void aDatabaseThatIsWrittenAllTheTimeComesBackAsItWasAtOneMoment() throws Exception {
        Part part;
        long before;
        long duringIt;
        execute(
                database,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                        + " INSERT INTO debit(note) SELECT randomblob(1000) FROM n",
                "INSERT INTO credit SELECT 'before', id FROM debit WHERE id > 1");
        try (var writers = new Writers(database)) {
            await().until(() -> writers.committed.get() > 20);
            before = writers.committed.get();
            part = story.good();
            duringIt = writers.committed.get() - before;
        }
        assertThat(duringIt).as("transactions during the backup").isGreaterThan(10);
        Path restored = story.restored(part);
        assertThat(story.proven(restored, part)).matches("8 tables, [0-9,]+ rows, as dumped");
        assertThat(part.sums().tables())
                .extracting(Sums.Table::name)
                .contains("debit", "credit", "odd \"name's", "words_data")
                .doesNotContain("words", "sum");
        assertThat(rows(restored, "credit"))
                .as("what was committed before it began, though only to the log")
                .isGreaterThanOrEqualTo(20_000 + before);
        assertThat(rows(restored, "debit")).isEqualTo(rows(restored, "credit") + 1);
        assertThat(Story.filesIn(restored.getParent())).as("left beside it").containsExactly(restored);
    }

    @Test
    void whatIsNotAsItWasDumpedIsNamed() throws Exception {
        Part part = story.good();
        Path restored = story.restored(part);
        byte[] good = Files.readAllBytes(restored);
        execute(restored, "UPDATE \"odd \"\"name's\" SET \"a b\" = 'o' WHERE \"a b\" = 'ö'");
        assertThat(story.disproven(restored, part)).contains("table odd \"name's has other contents in its");
        execute(restored, "INSERT INTO credit VALUES ('me', 1)", "DROP TABLE \"odd \"\"name's\"");
        assertThat(story.disproven(restored, part)).contains("instead of 0; table odd \"name's is missing");
        Files.write(restored, good);
        assertThat(story.proven(restored, part)).endsWith("as dumped");
        for (int at = 4096; at < 3 * 4096; at++) {
            good[at] ^= 0x55;
        }
        Files.write(restored, good);
        assertThat(story.disproven(restored, part)).startsWith("the restored database is damaged, says SQLite: ");
        Files.writeString(restored, "not even a database, just words that are long enough");
        assertThat(story.disproven(restored, part)).contains("damaged");
    }

    @Test
    void whatIsNoGoodDatabaseLeavesNoSnapshot() throws Exception {
        byte[] good = Files.readAllBytes(database);
        assertThat(good.length).as("pages").isGreaterThan(8 * 4096);
        byte[] bad = good.clone();
        for (int at = 4096; at < 4 * 4096; at++) {
            bad[at] ^= 0x55;
        }
        Files.write(database, bad);
        assertThat(story.refused("SOURCE_REFUSED")).startsWith(database + " is damaged, says SQLite: ");
        assertThat(Files.readAllBytes(database)).isEqualTo(bad);
        Files.writeString(database, "a diary, and no database at all, page after page after page");
        assertThat(story.refused("SOURCE_REFUSED")).isEqualTo(database + " is no SQLite database, or it is encrypted");
        Files.write(database, new byte[0]);
        assertThat(story.refused("SOURCE_REFUSED")).contains("is empty");
        Files.delete(database);
        assertThat(story.refused("SOURCE_MISSING")).isEqualTo(database + " does not exist");
        assertThat(Story.filesIn(database.getParent())).as("left there").isEmpty();
        assertThat(story.rig().snapshots()).isEmpty();
        Files.write(database, good);
        story.good();
        assertThat(Files.readAllBytes(database)).as("the source").isEqualTo(good);
        assertThat(Story.filesIn(database.getParent())).as("left there").containsExactly(database);
    }

    @Test
    void theCopyIsReadableByNobodyElseAndGoesWhenTheRunIsStopped() throws Exception {
        Work work = story.rig().work(Kind.BACKUP);
        try (Dump.Flow flow = Dumps.of(work.plan().sources().getFirst()).open(work)) {
            assertThat(flow.stream().read()).isEqualTo('S');
            List<Path> files = Story.filesIn(work.folder());
            assertThat(files).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.getFirst())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.folder())))
                    .isEqualTo("rwx------");
        }
        assertThat(Story.filesIn(work.folder())).isEmpty();
        work.programs().stop(new Failure(Fault.STOPPED, "enough"));
        assertThatThrownBy(() -> Dumps.of(work.plan().sources().getFirst()).open(work))
                .hasMessage("enough");
        assertThat(Story.filesIn(work.folder())).isEmpty();
    }

    private static void execute(Path file, String... statements) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static long rows(Path file, String table) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return row.getLong(1);
        } finally {
            file.resolveSibling(file.getFileName() + "-wal").toFile().delete();
            file.resolveSibling(file.getFileName() + "-shm").toFile().delete();
        }
    }

    /** Two that write to two tables in each transaction, as fast as they can. */
    private static final class Writers implements Closeable {

        private final AtomicLong committed = new AtomicLong();
        private final AtomicBoolean enough = new AtomicBoolean();
        private final ExecutorService threads = Executors.newFixedThreadPool(2);
        private final List<Future<?>> ended = new ArrayList<>();

        Writers(Path database) {
            for (int writer = 0; writer < 2; writer++) {
                int number = writer;
                ended.add(threads.submit(() -> write(database, number)));
            }
        }

        private Void write(Path database, int writer) throws SQLException {
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = OFF");
                for (int count = 0; !enough.get(); count++) {
                    statement.execute("BEGIN IMMEDIATE");
                    statement.execute(
                            "INSERT INTO debit(writer, amount, note) VALUES ('w" + writer + "', 0.5, randomblob(500))");
                    statement.execute("INSERT INTO credit VALUES ('w" + writer + "', " + count + ")");
                    statement.execute("COMMIT");
                    committed.incrementAndGet();
                }
            }
            return null;
        }

        /** None of them may have failed. */
        @Override
        public void close() throws IOException {
            enough.set(true);
            for (Future<?> each : ended) {
                join(each);
            }
            threads.shutdown();
        }

        private static void join(Future<?> writer) throws IOException {
            try {
                writer.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IOException("a writer was disturbed", e);
            }
        }
    }
}
