package dev.mosaicstack.store;

import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.event.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A migrated SQLite file, and a store on it whose connections can be made to fail. */
final class TestDatabase implements AutoCloseable, CommitListener {

    private static final String WRITER =
            "?journal_mode=WAL&busy_timeout=200&foreign_keys=true&synchronous=FULL&transaction_mode=IMMEDIATE"
                    + "&wal_autocheckpoint=16384&journal_size_limit=4194304";

    final List<Event> committed = Collections.synchronizedList(new ArrayList<>());
    final Map<Thread, List<Event>> told = new ConcurrentHashMap<>();
    final AtomicBoolean away = new AtomicBoolean();
    final AtomicBoolean failingListener = new AtomicBoolean();
    final SqliteStore store;
    private final String url;

    /** Where a writer of one's own finds the database of this folder. */
    static String writerUrl(Path folder) {
        return url(folder) + WRITER;
    }

    private static String url(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("mosaic.db");
    }

    TestDatabase(Path folder) {
        this.url = url(folder);
        Flyway.configure()
                .dataSource(url + WRITER, null, null)
                .locations("db/sqlite")
                .load()
                .migrate();
        this.store = new SqliteStore(
                source(WRITER), source("?busy_timeout=200"), new Listeners(List.of(this), List.of(this::told)));
    }

    @Override
    public void committed(List<Event> events) {
        if (failingListener.get()) {
            throw new IllegalStateException("a listener failed");
        }
        committed.addAll(events);
    }

    /** Before the caller is answered, on its own thread. */
    private void told(List<Event> events) {
        if (failingListener.get()) {
            throw new IllegalStateException("a listener failed");
        }
        told.computeIfAbsent(Thread.currentThread(), thread -> new ArrayList<>())
                .addAll(events);
    }

    Connection open() throws SQLException {
        return source(WRITER).getConnection();
    }

    private SQLiteDataSource source(String parameters) {
        var source = new FailingDataSource(away);
        source.setUrl(url + parameters);
        return source;
    }

    @Override
    public void close() {
        store.close();
    }

    /** Refuses connections while it is told to. */
    private static final class FailingDataSource extends SQLiteDataSource {
        private final AtomicBoolean away;

        FailingDataSource(AtomicBoolean away) {
            super(new SQLiteConfig());
            this.away = away;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away.get()) {
                throw new SQLException("the file cannot be opened", null, 14);
            }
            return super.getConnection();
        }
    }
}
