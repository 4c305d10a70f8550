package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.store.PostgresqlTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** Counts a database in one transaction, while others dump what it sees. */
public final class PostgresqlCount implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PostgresqlCount.class);
    private static final long LOOK_MILLIS = 200;

    private final Postgresql postgresql;
    private final Connection connection;
    private final CompletableFuture<List<Sums.Table>> counted = new CompletableFuture<>();
    private PostgresqlTables tables;
    private String snapshot;

    private PostgresqlCount(Postgresql postgresql) throws Failure {
        this.postgresql = postgresql;
        this.connection = postgresql.connect();
    }

    /** Fixes what is seen; nobody can empty or change a table until this is closed. @throws Failure where we may not read one */
    public static PostgresqlCount begin(Postgresql postgresql, Programs programs) throws Failure {
        var count = new PostgresqlCount(postgresql);
        return programs.waiting(count::giveUp, () -> {
            try {
                count.begin();
                return count;
            } catch (SQLException e) {
                count.close();
                throw postgresql.failure(e);
            }
        });
    }

    /** Somebody else may hold a table for long. The server is told on a connection of its own, and that may take a while. */
    private void giveUp() {
        Thread.ofPlatform().daemon().start(this::cancel);
    }

    private void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debugf("%s: %s", postgresql.server(), e.getMessage());
        }
    }

    private void begin() throws SQLException {
        tables = new PostgresqlTables(connection);
        snapshot = tables.snapshot();
    }

    /** What another transaction needs to see the same; until this is closed. */
    public String snapshot() {
        return snapshot;
    }

    /** Begins to count; returns at once. */
    public void start() {
        Thread.ofPlatform()
                .daemon()
                .name("count of " + postgresql.server().database())
                .start(() -> {
                    try {
                        counted.complete(tables.count());
                    } catch (SQLException | RuntimeException e) {
                        counted.completeExceptionally(e);
                    }
                });
    }

    /** @throws Failure where it cannot be counted, or the run was told to stop */
    public List<Sums.Table> await(Programs programs) throws Failure {
        while (true) {
            programs.mustGoOn();
            try {
                return counted.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillAtIt) {
                LOG.tracef("%s is being counted", postgresql.server());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof SQLException sql
                        ? postgresql.failure(sql)
                        : new Failure(Fault.INTERNAL, "counting failed: " + e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Fault.STOPPED, "it was interrupted");
            }
        }
    }

    /** Gives up what is still being counted. */
    @Override
    public void close() {
        try (connection) {
            if (!counted.isDone()) {
                cancel();
            }
        } catch (SQLException e) {
            LOG.debugf("%s: %s", postgresql.server(), e.getMessage());
        }
    }
}
