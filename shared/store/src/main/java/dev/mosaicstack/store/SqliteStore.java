package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;

/** One SQLite file: writes through the one {@link SqliteWriter}, reads beside it on a few connections. */
public final class SqliteStore implements Store, AutoCloseable {

    private static final int ATTEMPTS = 10;

    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final Listeners listeners;

    /** @param writer gives one connection at a time; @param readers gives connections that cannot write */
    SqliteStore(DataSource writer, DataSource readers, Listeners listeners) {
        this.writer = new SqliteWriter(writer, listeners);
        this.readers = new SqliteReaders(readers);
        this.listeners = listeners;
        this.writer.start();
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return listeners.answer(writer.write(work));
            } catch (StaleVersion e) {
                if (attempt == ATTEMPTS) {
                    throw new Refusal.Unavailable("OVERLOADED", e.getMessage(), Duration.ofSeconds(1));
                }
            }
        }
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        return readers.read(work);
    }

    SqliteReaders readers() {
        return readers;
    }

    /** @see SqliteWriter#finishCheckpoint() */
    void finishCheckpoint() {
        writer.finishCheckpoint();
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
