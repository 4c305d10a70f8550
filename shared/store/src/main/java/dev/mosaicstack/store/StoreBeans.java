package dev.mosaicstack.store;

import dev.mosaicstack.core.access.Secrets;
import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.store.Store;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the database: folder, schema, store, administrator. */
@Singleton
final class StoreBeans {

    private Optional<SqliteGuard> sqlite = Optional.empty();

    /** In whole milliseconds, as times are stored: what is answered now is what is read later. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** A server that does not answer yet is waited for in the background; a file that fails ends the start. */
    private Store open(Databases databases, Listeners listeners, Consumer<Store> administrator) throws IOException {
        if (sqlite.isPresent()) {
            Store file = sqlite.get().alone(() -> databases.open(listeners));
            administrator.accept(file);
            return file;
        }
        return OpeningStore.of(databases.dialect(), () -> {
            Store server = databases.open(listeners);
            administrator.accept(server);
            return server;
        });
    }

    /** Migrates before the first statement; two processes doing so at once wait for each other. */
    @Produces
    @Singleton
    @Startup
    Store store(
            StoreSettings settings,
            Databases databases,
            @All List<CommitListener> listeners,
            @All List<BeforeAnswer> beforeAnswer,
            Secrets secrets,
            Clock clock)
            throws IOException {
        Optional<String> admin = configuredAdmin(settings);
        Path data = Path.of(settings.data());
        ExportedLibrary.use();
        sqlite = databases.dialect() == Dialect.SQLITE ? Optional.of(SqliteGuard.of(data)) : Optional.empty();
        Store store = inFolder(data, () -> {
            Files.createDirectories(data.resolve("mcp/state"));
            return open(
                    databases, new Listeners(listeners, beforeAnswer), opened -> new AdminToken(opened, secrets, clock)
                            .ensure(admin, data));
        });
        sqlite.ifPresent(guard -> guard.start(store, clock));
        return store;
    }

    void close(@Disposes Store store) {
        if (store instanceof SqliteStore file) {
            file.close();
        } else if (store instanceof OpeningStore server) {
            server.close();
        }
    }

    /** Earlier than the store: by then the connections may be closed. */
    void leave(@Observes ShutdownEvent event) {
        sqlite.ifPresent(SqliteGuard::close);
    }

    @FunctionalInterface
    interface Opening {

        Store open() throws IOException;
    }

    /** @throws ConfigurationException where the folder cannot be written to: Quarkus shows it as one line */
    static Store inFolder(Path data, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (FileSystemException e) {
            throw new ConfigurationException("the data folder " + data + " cannot be written to (" + e
                    + "): give it to the user that this runs as, or name another by MOSAIC_DATA");
        }
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
