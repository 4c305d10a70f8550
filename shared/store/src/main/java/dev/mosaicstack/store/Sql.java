package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Statements on one connection, kept prepared for as long as this object lives. Not for several threads. A SQLException
 * comes out as {@link DatabaseFault}.
 */
final class Sql implements AutoCloseable {

    /** Reads one row; see {@link Row}. */
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private static final long UNKNOWN = -1;
    private static final int ROWS_AT_ONCE = 32;

    private final Connection connection;
    private final Dialect dialect;
    private final boolean locks;
    private long largestValue = Long.MAX_VALUE;
    private long writes;
    private long newestPosition = UNKNOWN;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Sql(Connection connection, Dialect dialect, boolean locks) {
        this.connection = connection;
        this.dialect = dialect;
        this.locks = locks;
    }

    /** For a transaction that writes. */
    static Sql writing(Connection connection, Dialect dialect) {
        return new Sql(connection, dialect, dialect.concurrent());
    }

    static Sql reading(Connection connection, Dialect dialect) {
        return new Sql(connection, dialect, false);
    }

    /**
     * The next position in the event log, for the one transaction that writes. It is looked up once and then counted,
     * because no other can give one meanwhile.
     */
    long nextPosition() {
        if (newestPosition == UNKNOWN) {
            newestPosition = one(row -> row.number("newest"), "SELECT max(position) AS newest FROM event")
                    .orElse(0L);
        }
        return ++newestPosition;
    }

    /** At the begin of each transaction, and whenever a part of one was rolled back. */
    void forgetPosition() {
        newestPosition = UNKNOWN;
    }

    /** How many statements that write were begun so far. */
    long writes() {
        return writes;
    }

    /** A larger value is refused as 413: some servers would end the connection instead of answering. */
    Sql refusingAbove(long bytes) {
        largestValue = bytes;
        return this;
    }

    Dialect dialect() {
        return dialect;
    }

    /** True where this transaction must lock what it relies on. */
    boolean locks() {
        return locks;
    }

    /** The rows of this SELECT belong to this transaction until it ends, where that needs saying. */
    String forUpdate(String select) {
        return locks ? select + dialect.forUpdate() : select;
    }

    /** The rows of this SELECT stay as they are until this transaction ends, where that needs saying. */
    String forShare(String select) {
        return locks ? select + dialect.forShare() : select;
    }

    <T> List<T> list(Reader<T> reader, String sql, Object... parameters) {
        return listUpTo(Long.MAX_VALUE, row -> 0, reader, sql, parameters);
    }

    /** @param most no more rows are read once the sizes of those that were come to this */
    <T> List<T> listUpTo(long most, ToLongFunction<T> size, Reader<T> reader, String sql, Object... parameters) {
        try {
            PreparedStatement statement = bind(sql, parameters);
            if (most < Long.MAX_VALUE && dialect.concurrent()) {
                // Otherwise their drivers read all rows before they give the first.
                statement.setFetchSize(ROWS_AT_ONCE);
            }
            try (ResultSet rows = statement.executeQuery()) {
                var row = new Row(rows);
                List<T> all = new ArrayList<>();
                for (long read = 0; read < most && rows.next(); ) {
                    T next = reader.read(row);
                    all.add(next);
                    read += size.applyAsLong(next);
                }
                return all;
            }
        } catch (SQLException e) {
            throw new DatabaseFault(dialect, e);
        }
    }

    <T> Optional<T> one(Reader<T> reader, String sql, Object... parameters) {
        List<T> rows = list(reader, sql, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** @return how many rows were changed */
    int update(String sql, Object... parameters) {
        writes++;
        try {
            return bind(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFault(dialect, e);
        }
    }

    void execute(String sql) {
        try {
            bind(sql).execute();
        } catch (SQLException e) {
            throw new DatabaseFault(dialect, e);
        }
    }

    private PreparedStatement bind(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, storable(parameters[i]));
        }
        return statement;
    }

    /** Text that the other databases refuse, U+0000 and halves of a surrogate pair, is refused at the edge or replaced here. */
    private Object storable(Object value) {
        if (value instanceof byte[] bytes && bytes.length > largestValue) {
            throw new Refusal.TooLarge(largestValue);
        }
        return dialect.concurrent() && value instanceof String text ? Text.storable(text) : value;
    }

    @Override
    public void close() {
        try (connection) {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw new DatabaseFault(dialect, e);
        }
    }
}
