package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** A few connections that read, kept open with their prepared statements: most reads are the same ones again. */
final class SqliteReaders implements AutoCloseable {

    static final int MOST = 4;

    private static final Logger LOG = Logger.getLogger(SqliteReaders.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DataSource source;
    private final Semaphore free = new Semaphore(MOST);
    private final Deque<Sql> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** @param source gives connections that cannot write */
    SqliteReaders(DataSource source) {
        this.source = source;
    }

    <T> T read(Function<Tx, T> work) {
        acquire();
        Sql sql = idle.pollFirst();
        boolean good = true;
        try {
            if (sql == null) {
                sql = Sql.reading(source.getConnection(), Dialect.SQLITE);
            }
            return work.apply(new JdbcTx(sql));
        } catch (SQLException e) {
            throw unavailable();
        } catch (DatabaseFault e) {
            good = !e.unavailable();
            throw good ? e : unavailable();
        } finally {
            giveBack(sql, good);
        }
    }

    int busy() {
        return MOST - free.availablePermits();
    }

    int waiting() {
        return free.getQueueLength();
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refusal.Unavailable("OVERLOADED", "too many reads are waiting", Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
        if (closed) {
            free.release();
            throw unavailable();
        }
    }

    private void giveBack(Sql sql, boolean good) {
        if (sql != null && good && !closed) {
            idle.addFirst(sql);
        } else if (sql != null) {
            close(sql);
        }
        free.release();
    }

    private static void close(Sql sql) {
        try {
            sql.close();
        } catch (DatabaseFault e) {
            LOG.debugf("the connection did not close: %s", e.getMessage());
        }
    }

    private static Refusal unavailable() {
        return new Refusal.Unavailable(
                "DATABASE_UNAVAILABLE", "the database cannot be read at the moment", Duration.ofSeconds(1));
    }

    /** Reads that are under way end first; none begins any more, so that nobody opens the file again. */
    @Override
    public void close() {
        closed = true;
        try {
            if (free.tryAcquire(MOST, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(MOST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Sql sql = idle.pollFirst(); sql != null; sql = idle.pollFirst()) {
            close(sql);
        }
    }
}
