package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.store.FileSystemCheck;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** Looks at the database file before anything writes to it. Opens it read-only and changes nothing. */
public final class DatabaseCheck {

    /** Larger files are checked in full by doctor only: reading all pages would hold up the start. */
    private static final long QUICK_CHECK_BYTES = 128L * 1024 * 1024;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final long fullUpTo;

    private DatabaseCheck(Path file, long fullUpTo) {
        this.file = file;
        this.fullUpTo = fullUpTo;
    }

    /** What {@code run} asks: milliseconds for a small file, the schema only for a large one. */
    public static DatabaseCheck atStart(DataFolder data) {
        return new DatabaseCheck(data.database(), QUICK_CHECK_BYTES);
    }

    /** Every page, however long it takes. */
    public static DatabaseCheck complete(DataFolder data) {
        return new DatabaseCheck(data.database(), Long.MAX_VALUE);
    }

    /**
     * A file that is absent or empty is fine: it will become a database.
     *
     * @throws Problem where the file is damaged, not SQLite, or the database of something else
     */
    public void requireHealthy() {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return;
            }
            requireHeader();
        } catch (IOException e) {
            throw new Problem("database " + file + " cannot be read (" + DataFolder.reason(e) + ")");
        }
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            requireIntact(statement);
            requireOurs(statement);
        } catch (SQLException e) {
            throw damaged(e.getMessage());
        }
    }

    /**
     * The database that the application will use: the server, else the file in the data folder, which is there.
     *
     * @throws Problem where it cannot be used
     */
    public static void require(Optional<DatabaseServer> server, DataFolder data) {
        if (server.isPresent()) {
            server.get().look();
        } else {
            SqliteLibrary.keepIn(data.database().resolveSibling("lib"));
            atStart(data).requireHealthy();
        }
    }

    /** @throws Problem where the data folder is on a network file system */
    public static void requireLocal(DataFolder data) {
        try {
            FileSystemCheck.requireLocal(data.root());
        } catch (ConfigurationException e) {
            throw new Problem(e.getMessage());
        }
    }

    private void requireHeader() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Problem("database " + file + " is not a file; move it away and start again");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw damaged("it is not an SQLite file");
            }
        }
    }

    private Connection open() throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(2_000);
        // Not DriverManager: it only sees drivers of the system class loader.
        return JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    private void requireIntact(Statement statement) throws SQLException {
        boolean small = file.toFile().length() <= fullUpTo;
        String question =
                small ? "PRAGMA quick_check(1)" : "SELECT CASE WHEN count(*) >= 0 THEN 'ok' END FROM sqlite_schema";
        try (ResultSet rows = statement.executeQuery(question)) {
            String verdict = rows.next() ? rows.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw damaged(verdict);
            }
        }
    }

    private void requireOurs(Statement statement) throws SQLException {
        String tables =
                "SELECT count(*), coalesce(sum(name = 'flyway_schema_history'), 0) FROM sqlite_schema WHERE type = 'table'";
        try (ResultSet rows = statement.executeQuery(tables)) {
            rows.next();
            if (rows.getInt(1) == 0) {
                return;
            }
            if (rows.getInt(2) == 0) {
                throw new Problem(
                        "database " + file
                                + " belongs to something else (it has tables, but not ours); choose another folder with --data");
            }
        }
        requireNotNewer(statement);
    }

    private void requireNotNewer(Statement statement) throws SQLException {
        OptionalInt newest = Migrations.newest();
        try (ResultSet rows = statement.executeQuery(
                "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")) {
            int version = rows.next() ? rows.getInt(1) : 0;
            if (newest.isPresent() && version > newest.getAsInt()) {
                throw new Problem("database " + file + " is of a newer MosAIc (schema " + version + ", this one knows "
                        + newest.getAsInt() + "); update this checkout, or choose another folder with --data");
            }
        }
    }

    private Problem damaged(String why) {
        return new Problem("database " + file + " is damaged ("
                + why.lines().findFirst().orElse("") + "); restore it from a backup, or move it away to start empty");
    }
}
