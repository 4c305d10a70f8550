package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import org.junit.jupiter.api.AfterEach;

class MariaDbAlertContractTest extends AlertContract {

    private final ServerDatabase database = new ServerDatabase(Dialect.MARIADB);

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
