package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

class PostgresAnalyticsContractTest extends AnalyticsContract {

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
    Connection connect() throws SQLException {
        return database.connect();
    }
}
