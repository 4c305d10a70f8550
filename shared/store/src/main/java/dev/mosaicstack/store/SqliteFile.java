package dev.mosaicstack.store;

import dev.mosaicstack.core.backup.Sums;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** An SQLite file, whoever's it is: copied while others write to it, looked over, counted. It is never changed. */
public final class SqliteFile {

    /** How long a reader waits for a writer that lets nobody read. */
    private static final int BUSY_MILLIS = 30_000;

    /** Findings about what the rows say: their application's business, and no damage. */
    private static final Pattern CONTENT = Pattern.compile(
            "(NULL|non-[A-Z]+|NUMERIC|TEXT|BLOB|INTEGER|REAL|INT) value in .*|CHECK constraint failed in .*");

    private SqliteFile() {}

    /**
     * Copies its pages as they are at one moment. Writers of a database with a write-ahead log are not held up; others
     * cannot commit until it is done.
     *
     * @param to an empty file
     * @throws SQLException also where {@code from} is no database, or a writer lets nobody read for 30 s
     */
    public static void copy(Path from, Path to) throws SQLException {
        try (SQLiteConnection connection = source(from);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            statement.execute("BEGIN");
            // Only now it holds on to a state: else it would begin again with each commit of another.
            statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            int code = connection.getDatabase().backup("main", to.toString(), null);
            if (code != 0) {
                throw new SQLException("it cannot be copied: " + SQLiteErrorCode.getErrorCode(code).message, "", code);
            }
        }
    }

    /**
     * A reader that may not write leaves an empty log behind where there was none; one that may, removes it. But that one
     * would also move into the database what a crash has left in the log, so it is not for then.
     */
    private static SQLiteConnection source(Path file) throws SQLException {
        var config = new SQLiteConfig();
        boolean log = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        if (log || !Files.isWritable(file)) {
            config.setReadOnly(true);
        } else {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        config.setBusyTimeout(BUSY_MILLIS);
        return JDBC.createConnection("jdbc:sqlite:" + file.toUri(), config.toProperties());
    }

    /** Of a file that nobody writes to; nothing is left beside it. */
    private static SQLiteConnection copied(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return JDBC.createConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1", config.toProperties());
    }

    /**
     * @param file one that nobody writes to
     * @param whole also whether indexes have what their tables have, which takes several times as long
     * @return what is damaged, some of it where it is much; empty where all is well, or needs extensions to be known
     * @throws SQLException where it is no database at all
     */
    public static List<String> damage(Path file, boolean whole) throws SQLException {
        List<String> found = new ArrayList<>();
        try (SQLiteConnection connection = copied(file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA ignore_check_constraints = ON");
            try (ResultSet row = statement.executeQuery(whole ? "PRAGMA integrity_check" : "PRAGMA quick_check")) {
                while (row.next()) {
                    found.add(row.getString(1).strip());
                }
            }
        } catch (SQLException e) {
            if (!needsExtension(e)) {
                throw e;
            }
        }
        found.removeIf(line -> line.equals("ok") || CONTENT.matcher(line).matches());
        return found;
    }

    /** A schema may name functions, collations and modules that only its application has. */
    static boolean needsExtension(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_ERROR.code;
    }

    /**
     * Rows of all tables, and a sum of what is in them that does not depend on their order. What is in virtual tables is
     * in the tables behind them. Tables that only their application can read are left out.
     *
     * @param file one that nobody writes to
     * @param goOn asked now and then; what is returned once it is false is not everything
     */
    public static List<Sums.Table> tables(Path file, BooleanSupplier goOn) throws SQLException {
        try (SQLiteConnection connection = copied(file)) {
            return new SqliteSums(connection, goOn).all();
        }
    }
}
