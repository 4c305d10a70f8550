package dev.mosaicstack.store;

import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.CommitListener;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** The SQLite file in the data folder: opened by processes of one host only, and looked after while it is open. */
@Singleton
final class SqliteFile {

    private static final Logger LOG = Logger.getLogger(SqliteFile.class);

    private final Clock clock;
    private SqliteUpkeep upkeep;

    SqliteFile(Clock clock) {
        this.clock = clock;
    }

    /** The way to it: one connection that writes, a few that read, and the migrations. */
    record Access(AgroalDataSource writer, AgroalDataSource reader, Flyway migrations) {}

    /** @throws IllegalStateException in words for the operator: on a network, or at work on another host */
    SqliteStore open(Path data, Access access, List<CommitListener> listeners, List<BeforeAnswer> beforeAnswer)
            throws IOException {
        Path database = data.resolve("mcp/state/mosaic.db");
        FileSystemCheck.requireLocal(data);
        Files.createDirectories(database.getParent());
        Optional<String> boot = Boot.id();
        List<HostCheck.Seen> left =
                boot.map(id -> HostCheck.of(database, id).requireNoOther()).orElse(List.of());
        access.migrations().migrate();
        var store = new SqliteStore(access.writer(), access.reader(), listeners, beforeAnswer);
        upkeep = new SqliteUpkeep(
                new Checkpoints(database), boot.map(id -> new ProcessRow(store, id, clock, SqliteFile::stop)));
        upkeep.start(left);
        return store;
    }

    /** Earlier than the store: by then the connections may be closed. */
    void leave(@Observes ShutdownEvent event) {
        if (upkeep != null) {
            upkeep.close();
        }
    }

    private static void stop(String why) {
        LOG.error(why);
        Quarkus.asyncExit(1);
    }
}
