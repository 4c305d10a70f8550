package dev.mosaicstack.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jboss.logging.Logger;
import org.sqlite.JDBC;

/**
 * Copies what was committed from the write-ahead log into the database file, on a connection of its own, so that the
 * writer has to copy only what it committed meanwhile. The log then starts again at its beginning; it is cut off where a
 * long reader had let it grow. Not for several threads.
 */
final class Checkpoints implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Checkpoints.class);
    private static final long MIB = 1024L * 1024;

    /** What a smaller log holds is not worth two fsyncs. */
    private static final long WORTH_COPYING = 4 * MIB;

    /** Where the log is cut off at once; until then it is left to the next write that finds it copied. */
    private static final long TOO_LARGE = 256 * MIB;

    /** Cutting off keeps writers out while it waits for readers: better to try again in a second. */
    private static final String BUSY_TIMEOUT_MILLIS = "20";

    private final Path database;
    private final Path log;
    private final Runnable finish;
    private Connection connection;

    /** @param finish has the writer copy the rest, which is little by then */
    Checkpoints(Path database, Runnable finish) {
        this.database = database;
        this.finish = finish;
        this.log = database.resolveSibling(database.getFileName() + "-wal");
    }

    /** Never fails: what could not be copied now is copied later, at the latest by the writer. */
    void look() {
        try {
            if (size() > WORTH_COPYING) {
                boolean all = checkpoint("PASSIVE");
                if (all && size() > TOO_LARGE) {
                    checkpoint("TRUNCATE");
                } else {
                    finish.run();
                }
            }
        } catch (IOException | SQLException e) {
            LOG.debugf("the write-ahead log was not copied: %s", e.getMessage());
        }
    }

    private long size() throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** @return whether everything is copied; columns are in sqlite.org/pragma.html#pragma_wal_checkpoint */
    private boolean checkpoint(String mode) throws SQLException {
        if (connection == null) {
            var properties = new Properties();
            properties.setProperty("busy_timeout", BUSY_TIMEOUT_MILLIS);
            connection = JDBC.createConnection("jdbc:sqlite:" + database, properties);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() && row.getInt("busy") == 0 && row.getInt("log") == row.getInt("checkpointed");
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debugf("the checkpoints' connection did not close: %s", e.getMessage());
        }
    }
}
