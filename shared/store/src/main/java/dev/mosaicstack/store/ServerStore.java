package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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

    private final Dialect dialect;
    private final DataSource pool;
    private final List<CommitListener> listeners;
    private final List<BeforeAnswer> beforeAnswer;

    /** @param pool bounded: whoever waits too long for a connection gets an SQLException */
    ServerStore(Dialect dialect, DataSource pool, List<CommitListener> listeners, List<BeforeAnswer> beforeAnswer) {
        this.dialect = dialect;
        this.pool = pool;
        this.listeners = listeners;
        this.beforeAnswer = beforeAnswer;
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work).answer(beforeAnswer);
            } catch (StaleVersion e) {
                giveUpAfter(attempt, e);
            } catch (DatabaseFault e) {
                if (e.tooLarge()) {
                    throw new Refusal.TooLarge();
                }
                if (!e.collision()) {
                    throw e.unavailable() ? unavailable(e) : e;
                }
                giveUpAfter(attempt, e);
            }
        }
    }

    private static void giveUpAfter(int attempt, RuntimeException collision) {
        if (attempt == ATTEMPTS) {
            LOG.debugf("given up after %d attempts: %s", attempt, collision.getMessage());
            throw new Refusal.Unavailable("OVERLOADED", "too many writes want the same at once", RETRY);
        }
        // Those that met must not meet again.
        long most = Duration.ofMillis(1L << Math.min(6, attempt)).toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }

    private <T> Written<T> once(Function<Tx, T> work) {
        try (Connection connection = connect(false)) {
            var sql = Sql.writing(connection, dialect);
            var tx = new JdbcTx(sql);
            T result;
            try {
                result = work.apply(tx);
                connection.commit();
            } catch (RuntimeException | SQLException | Error e) {
                rollback(connection);
                throw e;
            }
            tell(tx.added());
            return new Written<>(result, tx.added());
        } catch (SQLException e) {
            throw new DatabaseFault(dialect, e);
        }
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        try (Connection connection = connect(true)) {
            return work.apply(new JdbcTx(Sql.reading(connection, dialect)));
        } catch (SQLException e) {
            throw unavailable(new DatabaseFault(dialect, e));
        } catch (DatabaseFault e) {
            throw e.unavailable() ? unavailable(e) : e;
        }
    }

    private Connection connect(boolean autoCommit) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            connection.setAutoCommit(autoCommit);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debugf("nothing to roll back: %s", e.getMessage());
        }
    }

    private void tell(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        for (CommitListener listener : listeners) {
            try {
                listener.committed(events);
            } catch (RuntimeException e) {
                // What is committed stays so, and the next listener is told; publishing catches up by itself.
                LOG.errorf(e, "%s failed after a commit", listener.getClass().getSimpleName());
            }
        }
    }

    private static Refusal unavailable(DatabaseFault fault) {
        LOG.debugf("the database failed: %s", fault.getMessage());
        return new Refusal.Unavailable("DATABASE_UNAVAILABLE", "the database does not answer at the moment", RETRY);
    }
}
