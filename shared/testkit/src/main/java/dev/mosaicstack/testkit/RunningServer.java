package dev.mosaicstack.testkit;

import java.sql.DriverManager;
import java.sql.SQLException;

/** A server that was there before the test and stays: for versions that are not on the class path. */
record RunningServer(String url, String user, String password) implements DatabaseServer {

    /** @param url of the server's own database, with a slash at its end: {@code jdbc:postgresql://127.0.0.1:5432/} */
    RunningServer {
        if (!url.endsWith("/")) {
            throw new IllegalArgumentException(url + " does not end with a slash");
        }
    }

    @Override
    public Database create(String name) {
        String fresh = name + "_" + System.nanoTime();
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + fresh);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(url + fresh, user, password);
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("it is not ours to kill");
    }

    @Override
    public void startAgain() {
        throw new UnsupportedOperationException("it is not ours to start");
    }

    @Override
    public void close() {}
}
