package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteMonitoringContractTest extends MonitoringContract {

    @TempDir
    Path file;

    private TestDatabase database;

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    Store emptyStore() {
        database = new TestDatabase(file);
        return database.store;
    }
}
