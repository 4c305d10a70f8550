package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** One SQLite file: writes through the one {@link SqliteWriter}, reads beside it on a few connections. */
public final class SqliteStore implements Store, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SqliteStore.class);
    private static final int ATTEMPTS = 10;

    private final SqliteWriter writer;
    private final DataSource readers;
    private final List<BeforeAnswer> beforeAnswer;

    /** @param writer gives one connection at a time; @param readers gives connections that cannot write */
    public SqliteStore(
            DataSource writer, DataSource readers, List<CommitListener> listeners, List<BeforeAnswer> beforeAnswer) {
        this.writer = new SqliteWriter(writer, listeners);
        this.readers = readers;
        this.beforeAnswer = beforeAnswer;
        this.writer.start();
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return told(writer.write(work));
            } catch (StaleVersion e) {
                if (attempt == ATTEMPTS) {
                    throw new Refusal.Unavailable("OVERLOADED", e.getMessage(), Duration.ofSeconds(1));
                }
            }
        }
    }

    private <T> T told(SqliteWriter.Written<T> written) {
        if (!written.events().isEmpty()) {
            beforeAnswer.forEach(listener -> tell(listener, written.events()));
        }
        return written.result();
    }

    private static void tell(BeforeAnswer listener, List<Event> events) {
        try {
            listener.committed(events);
        } catch (RuntimeException e) {
            // What is committed stays so, and must not be answered with a failure.
            LOG.errorf("%s failed after a commit: %s", listener.getClass().getSimpleName(), e.getMessage());
        }
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        try (var sql = new Sql(readers.getConnection())) {
            return work.apply(new JdbcTx(sql));
        } catch (SQLException e) {
            throw unavailable();
        } catch (DatabaseFault e) {
            throw e.unavailable() ? unavailable() : e;
        }
    }

    private static Refusal unavailable() {
        return new Refusal.Unavailable(
                "DATABASE_UNAVAILABLE", "the database cannot be read at the moment", Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        writer.close();
    }
}
