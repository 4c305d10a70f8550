package dev.mosaicstack.store;

import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.core.json.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Counts the rows of an SQLite database and sums up what is in them: each row's digest, added. */
final class SqliteSums {

    /** Of longer values only the begin and the length count: a row is in memory, several values of a gibibyte are not. */
    private static final int LONGEST = 256 * 1024;

    private static final int ROWS_BETWEEN_LOOKS = 1024;

    private final Connection connection;
    private final BooleanSupplier goOn;
    private final MessageDigest digest = Sha256.begin();

    SqliteSums(Connection connection, BooleanSupplier goOn) {
        this.connection = connection;
        this.goOn = goOn;
    }

    /** By name. */
    List<Sums.Table> all() throws SQLException {
        List<Sums.Table> tables = new ArrayList<>();
        for (String name : texts("""
                SELECT name FROM pragma_table_list
                WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT IN ('sqlite_schema', 'sqlite_master')
                ORDER BY name
                """)) {
            table(name).ifPresent(tables::add);
        }
        return tables;
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private Optional<Sums.Table> table(String name) throws SQLException {
        try {
            // Generated columns are made of the others, sometimes by functions that only the application has.
            List<String> columns = texts("SELECT name FROM pragma_table_xinfo('" + name.replace("'", "''")
                    + "', 'main') WHERE hidden = 0 ORDER BY cid");
            return Optional.of(table(name, columns));
        } catch (SQLException e) {
            if (SqliteFile.needsExtension(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Sums.Table table(String name, List<String> columns) throws SQLException {
        var query = new StringBuilder("SELECT ");
        for (String column : columns) {
            String quoted = quoted(column);
            query.append("length(%s), iif(typeof(%s) IN ('text', 'blob'), substr(%s, 1, %d), %s), "
                    .formatted(quoted, quoted, quoted, LONGEST, quoted));
        }
        query.append("0 FROM main.").append(quoted(name));
        long rows = 0;
        long sum = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query.toString())) {
            while (row.next() && (rows % ROWS_BETWEEN_LOOKS != 0 || goOn.getAsBoolean())) {
                sum += digest(row, 2 * columns.size());
                rows++;
            }
        }
        return new Sums.Table(name, rows, "%016x".formatted(sum));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private long digest(ResultSet row, int columns) throws SQLException {
        for (int column = 1; column <= columns; column++) {
            switch (row.getObject(column)) {
                case null -> add('n', new byte[0]);
                case byte[] bytes -> add('b', bytes);
                case String text -> add('t', text.getBytes(StandardCharsets.UTF_8));
                case Double real -> add('r', bytes(Double.doubleToRawLongBits(real)));
                case Number integer -> add('i', bytes(integer.longValue()));
                case Object other -> throw new SQLException("no type of SQLite: " + other.getClass());
            }
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** With the length, so that no two rows become the same bytes. */
    private void add(char type, byte[] value) {
        digest.update((byte) type);
        digest.update(bytes(value.length));
        digest.update(value);
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
