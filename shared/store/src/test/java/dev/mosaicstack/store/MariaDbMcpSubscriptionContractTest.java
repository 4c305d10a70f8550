package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import org.junit.jupiter.api.AfterEach;

class MariaDbMcpSubscriptionContractTest extends McpSubscriptionContract {

    private final ServerDatabase database = new ServerDatabase(Dialect.MARIADB);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    Store emptyStore() {
        return database.store();
    }
}
