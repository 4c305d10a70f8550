package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * PostgreSQL or MariaDB: each write is one transaction on a connection of its own, beside others of this and of other
 * processes, at isolation level READ COMMITTED. What a write relies on it locks, row by row ({@link Sql#forUpdate}); one
 * that meets another all the same is run again.
 */
public final class ServerStore implements Store {

    private static final Logger LOG = Logger.getLogger(ServerStore.class);
    private static final int ATTEMPTS = 20;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Several waits for a lock of 2 s each; longer than that a caller should not be kept. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Dialect dialect;
    private final DataSource pool;
    private final Listeners listeners;
    private final Outage outage = new Outage();
    private final long largestValue;

    /** @param pool bounded: whoever waits too long for a connection gets an SQLException */
    ServerStore(Dialect dialect, DataSource pool, Listeners listeners) {
        this.dialect = dialect;
        this.pool = pool;
        this.listeners = listeners;
        this.largestValue = largestValue();
    }

    private long largestValue() {
        Connection connection = connect(true);
        try {
            return dialect.largestValue(Sql.reading(connection, dialect));
        } finally {
            close(connection);
        }
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                Written<T> written = once(work);
                outage.worked();
                return listeners.answer(written);
            } catch (StaleVersion e) {
                giveUpAfter(attempt, until, e);
            } catch (DatabaseFault e) {
                if (e.tooLarge()) {
                    throw new Refusal.TooLarge();
                }
                if (!e.collision()) {
                    throw e.unavailable() ? unavailable(e) : e;
                }
                giveUpAfter(attempt, until, e);
            }
        }
    }

    private static void giveUpAfter(int attempt, long until, RuntimeException collision) {
        if (attempt == ATTEMPTS || System.nanoTime() - until >= 0) {
            LOG.debugf("given up after %d attempts: %s", attempt, collision.getMessage());
            throw new Refusal.Unavailable("OVERLOADED", "too many writes want the same at once", RETRY);
        }
        // Those that met must not meet again.
        long most = Duration.ofMillis(1L << Math.min(6, attempt)).toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }

    private <T> Written<T> once(Function<Tx, T> work) {
        Connection connection = connect(false);
        try {
            var tx = new JdbcTx(Sql.writing(connection, dialect).refusingAbove(largestValue));
            T result = work.apply(tx);
            commit(connection);
            listeners.committed(tx.added());
            return new Written<>(result, tx.added());
        } catch (RuntimeException | Error e) {
            rollback(connection);
            throw e;
        } finally {
            close(connection);
        }
    }

    /** Whether a commit whose answer was lost was carried out, nobody here can know: it is never repeated by us. */
    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            var fault = new DatabaseFault(dialect, e);
            if (!fault.unavailable()) {
                throw fault;
            }
            outage.failed(e.getMessage());
            throw new Refusal.Unavailable(
                    "DATABASE_UNAVAILABLE",
                    "the database went away while it stored this, and may have stored it: repeat with the same Idempotency-Key",
                    RETRY);
        }
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        Connection connection = null;
        try {
            connection = connect(true);
            return work.apply(new JdbcTx(Sql.reading(connection, dialect)));
        } catch (DatabaseFault e) {
            throw e.unavailable() ? unavailable(e) : e;
        } finally {
            close(connection);
        }
    }

    private Connection connect(boolean autoCommit) {
        Connection connection = null;
        try {
            connection = pool.getConnection();
            connection.setAutoCommit(autoCommit);
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw new DatabaseFault(dialect, e);
        }
    }

    /** What was done with it is done. */
    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debugf("the connection did not close: %s", e.getMessage());
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debugf("nothing to roll back: %s", e.getMessage());
        }
    }

    private Refusal unavailable(DatabaseFault fault) {
        outage.failed(fault.getMessage());
        return new Refusal.Unavailable("DATABASE_UNAVAILABLE", "the database does not answer at the moment", RETRY);
    }
}
