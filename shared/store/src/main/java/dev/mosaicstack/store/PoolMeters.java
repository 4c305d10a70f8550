package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** How much of the connections to the database is in use, and how long an SQLite file and its log are. */
@Singleton
final class PoolMeters implements MeterBinder {

    private final Databases databases;
    private final Store store;
    private final Path file;

    PoolMeters(Databases databases, Store store, StoreSettings settings) {
        this.databases = databases;
        this.store = store;
        this.file = Path.of(settings.data()).resolve("mcp/state/mosaic.db");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (store instanceof SqliteStore sqlite) {
            SqliteReaders readers = sqlite.readers();
            pool(registry, "reader", readers::busy, readers::waiting, () -> SqliteReaders.MOST);
            gauge(registry, "mosaic.sqlite.file.bytes", "Length of the database.", () -> length(file));
            Path log = file.resolveSibling(file.getFileName() + "-wal");
            gauge(registry, "mosaic.sqlite.wal.bytes", "Length of the write-ahead log.", () -> length(log));
        } else {
            AgroalDataSource source = databases.server();
            // Counted from now on: Agroal does not, unless told.
            source.getConfiguration().setMetricsEnabled(true);
            pool(
                    registry,
                    "server",
                    () -> source.getMetrics().activeCount(),
                    () -> source.getMetrics().awaitingCount(),
                    () -> source.getConfiguration()
                            .connectionPoolConfiguration()
                            .maxSize());
        }
    }

    private static void pool(
            MeterRegistry registry,
            String pool,
            Supplier<Number> busy,
            Supplier<Number> waiting,
            Supplier<Number> most) {
        ofPool(registry, pool, "connections.busy", "Connections to the database in use.", busy);
        ofPool(registry, pool, "waiting", "Threads that wait for a connection to the database.", waiting);
        ofPool(registry, pool, "connections.limit", "Connections to the database that there may be.", most);
    }

    private static void ofPool(MeterRegistry registry, String pool, String name, String help, Supplier<Number> value) {
        Gauge.builder("mosaic.db.pool." + name, value)
                .description(help)
                .tag("pool", pool)
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String help, Supplier<Number> value) {
        Gauge.builder(name, value).description(help).register(registry);
    }

    /** 0 where there is none: the last one who closes the database removes its log. */
    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
