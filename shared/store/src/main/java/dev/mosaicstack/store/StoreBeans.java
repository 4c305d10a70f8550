package dev.mosaicstack.store;

import dev.mosaicstack.core.access.Secrets;
import dev.mosaicstack.core.event.CommitListener;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.All;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** Opens the database: folder, schema, writer and readers, administrator. */
@Singleton
final class StoreBeans {

    private static final Logger LOG = Logger.getLogger(StoreBeans.class);

    private SqliteUpkeep upkeep;

    /** In whole milliseconds, as times are stored: what is answered now is what is read later. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** Migrates before the first statement; two processes doing so at once wait for each other. */
    @Produces
    @Singleton
    @Startup
    SqliteStore store(
            StoreSettings settings,
            @DataSource("writer") AgroalDataSource writer,
            @DataSource("reader") AgroalDataSource reader,
            @FlywayDataSource("writer") Flyway flyway,
            @All List<CommitListener> listeners,
            Secrets secrets,
            Clock clock)
            throws IOException {
        Optional<String> admin = configuredAdmin(settings);
        Path data = Path.of(settings.data());
        Path database = data.resolve("mcp/state/mosaic.db");
        FileSystemCheck.requireLocal(data);
        Files.createDirectories(database.getParent());
        Optional<String> boot = Boot.id();
        List<HostCheck.Seen> left =
                boot.map(id -> HostCheck.of(database, id).requireNoOther()).orElse(List.of());
        flyway.migrate();
        var store = new SqliteStore(writer, reader, listeners);
        upkeep = new SqliteUpkeep(
                new Checkpoints(database), boot.map(id -> new ProcessRow(store, id, clock, StoreBeans::stop)));
        new AdminToken(store, secrets, clock).ensure(admin, data);
        upkeep.start(left);
        return store;
    }

    void close(@Disposes SqliteStore store) {
        store.close();
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

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the administrator's token file " + file, e);
        }
    }

    /** @throws IllegalStateException where one is configured that is blank: nobody could use it, or anybody */
    private static Optional<String> configuredAdmin(StoreSettings settings) {
        Optional<String> configured = settings.adminToken();
        if (configured.isEmpty() && settings.adminTokenFile().isPresent()) {
            configured = Optional.of(read(settings.adminTokenFile().get()));
        }
        if (configured.isPresent() && configured.get().isBlank()) {
            throw new IllegalStateException("the configured administrator's token is blank");
        }
        return configured.map(String::strip);
    }
}
