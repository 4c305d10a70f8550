package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import org.junit.jupiter.api.AfterEach;

class PostgresAlertContractTest extends AlertContract {

    private final ServerDatabase database = new ServerDatabase(Dialect.POSTGRESQL);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    Store emptyStore() {
        return database.store();
    }

    @Override
    Store again() {
        return database.store();
    }
}
