package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteRetentionContractTest extends RetentionContract {

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

    @Override
    List<String> danglingReferences() throws SQLException {
        return column("PRAGMA foreign_key_check");
    }
}
