package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class DatabaseCheckTest {

    private static final String HISTORY = "CREATE TABLE flyway_schema_history (version TEXT, success INTEGER)";

    @TempDir
    Path folder;

    private DataFolder data;

    @BeforeEach
    void aDataFolder() {
        data = new DataFolder(folder);
        data.prepare();
    }

    @Test
    void noDatabaseYetIsFine() throws IOException {
        assertThatCode(this::check).doesNotThrowAnyException();
        Files.createFile(data.database());
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseOfOursIsFine() throws SQLException {
        write("PRAGMA journal_mode=WAL", HISTORY, "INSERT INTO flyway_schema_history VALUES ('001', 1)");
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsNotSqliteIsRefused() throws IOException {
        Files.writeString(data.database(), "this is a letter, not a database\n");
        assertRefused("is damaged (it is not an SQLite file)");
    }

    @Test
    void aDamagedPageIsFound() throws Exception {
        write(
                HISTORY,
                "CREATE TABLE t (x)",
                "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                        + " WHERE i < 200) SELECT randomblob(400) FROM n");
        try (var file = new RandomAccessFile(data.database().toFile(), "rw")) {
            file.seek(3 * 4096);
            file.write(new byte[8 * 4096]);
        }
        assertRefused("is damaged");
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        write(HISTORY, "CREATE TABLE t (x)", "INSERT INTO t VALUES (randomblob(20000))");
        try (var file = new RandomAccessFile(data.database().toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertRefused("is damaged");
    }

    @Test
    void theDatabaseOfSomethingElseIsLeftAlone() throws SQLException {
        write("CREATE TABLE recipes (name TEXT)");
        assertRefused("belongs to something else");
    }

    @Test
    void theDatabaseOfANewerMosaicIsLeftAlone() throws SQLException {
        write(HISTORY, "INSERT INTO flyway_schema_history VALUES ('999999', 1)");
        assertRefused("is of a newer MosAIc (schema 999999");
    }

    private void check() {
        DatabaseCheck.atStart(data).requireHealthy();
    }

    private void assertRefused(String words) {
        assertThatThrownBy(this::check)
                .isInstanceOf(Problem.class)
                .hasMessageContaining(words)
                .hasMessageContaining(data.database().toString());
    }

    private void write(String... statements) throws SQLException {
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + data.database(), new Properties());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
