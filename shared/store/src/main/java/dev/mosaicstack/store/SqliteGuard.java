package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What stands around an SQLite file from before it is opened until it is closed. Servers need none of it. */
final class SqliteGuard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SqliteGuard.class);

    private final Path database;
    private final Optional<String> boot;
    private final List<HostCheck.Seen> left;
    private SqliteUpkeep upkeep;

    private SqliteGuard(Path database, Optional<String> boot, List<HostCheck.Seen> left) {
        this.database = database;
        this.boot = boot;
        this.left = left;
    }

    /**
     * Before the first write.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException on a network file system, or where another host
     *     is at work; one line
     */
    static SqliteGuard of(Path data) {
        FileSystemCheck.requireLocal(data);
        Path database = data.resolve("mcp/state/mosaic.db");
        Optional<String> boot = Boot.id();
        return new SqliteGuard(
                database,
                boot,
                boot.map(id -> HostCheck.of(database, id).requireNoOther()).orElse(List.of()));
    }

    /**
     * While no other process of this host is in here. Eight functions that start at once on an empty volume all want to
     * make the schema, which on a busy machine takes longer than SQLite itself waits for a writer.
     */
    <T> T alone(Supplier<T> open) throws IOException {
        Path gate = database.resolveSibling(database.getFileName() + "-start");
        try (FileChannel channel = FileChannel.open(gate, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            LOG.tracef("%s is held", held);
            return open.get();
        }
    }

    /** Once it is open and has its schema. */
    void start(Store store, Clock clock) {
        upkeep = new SqliteUpkeep(
                new Checkpoints(database, ((SqliteStore) store)::finishCheckpoint),
                boot.map(id -> new ProcessRow(store, id, clock, SqliteGuard::stop)));
        upkeep.start(left);
    }

    private static void stop(String why) {
        LOG.error(why);
        Quarkus.asyncExit(1);
    }

    @Override
    public void close() {
        if (upkeep != null) {
            upkeep.close();
        }
    }
}
