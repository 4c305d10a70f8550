package dev.mosaicstack.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements on one connection, kept prepared for as long as this object lives. Not for several threads. A SQLException
 * comes out as {@link DatabaseFault}.
 */
final class Sql implements AutoCloseable {

    /** Reads one row; see {@link Row}. */
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    <T> List<T> list(Reader<T> reader, String sql, Object... parameters) {
        try (ResultSet rows = bind(sql, parameters).executeQuery()) {
            var row = new Row(rows);
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(row));
            }
            return all;
        } catch (SQLException e) {
            throw new DatabaseFault(e);
        }
    }

    <T> Optional<T> one(Reader<T> reader, String sql, Object... parameters) {
        List<T> rows = list(reader, sql, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** @return how many rows were changed */
    int update(String sql, Object... parameters) {
        try {
            return bind(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFault(e);
        }
    }

    void execute(String sql) {
        try {
            bind(sql).execute();
        } catch (SQLException e) {
            throw new DatabaseFault(e);
        }
    }

    private PreparedStatement bind(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try (connection) {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw new DatabaseFault(e);
        }
    }
}
