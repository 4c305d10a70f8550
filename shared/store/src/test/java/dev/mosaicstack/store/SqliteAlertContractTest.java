package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteAlertContractTest extends AlertContract {

    @TempDir
    Path file;

    private final List<TestDatabase> databases = new ArrayList<>();

    @AfterEach
    void close() {
        databases.forEach(TestDatabase::close);
    }

    @Override
    Store emptyStore() {
        return again();
    }

    @Override
    Store again() {
        var database = new TestDatabase(file);
        databases.add(database);
        return database.store;
    }
}
