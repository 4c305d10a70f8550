package dev.mosaicstack.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The databases of a PostgreSQL server, 13 and newer, to somebody who may make them. Names are plain ones: lower-case
 * letters, digits and underscores.
 */
public record PostgresqlDatabases(Connection connection) {

    /** Takes a lock of that name, which lasts as long as the connection. @return false where somebody else has it */
    public boolean hold(String name) throws SQLException {
        return ask("SELECT pg_try_advisory_lock(hashtextextended('" + name + "', 0))")
                .getFirst()
                .equals("t");
    }

    public List<String> beginningWith(String prefix) throws SQLException {
        return ask("SELECT datname FROM pg_database WHERE starts_with(datname, '" + prefix + "')");
    }

    /** @param options as behind the {@code WITH} of {@code CREATE DATABASE} */
    public void create(String name, String options) throws SQLException {
        execute("CREATE DATABASE " + name + " WITH " + options);
    }

    /** Also where somebody is connected to it, or where it is not there. */
    public void drop(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private List<String> ask(String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
