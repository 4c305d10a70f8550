package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteAnalyticsContractTest extends AnalyticsContract {

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

    @Override
    Connection connect() throws SQLException {
        return database.open();
    }
}
