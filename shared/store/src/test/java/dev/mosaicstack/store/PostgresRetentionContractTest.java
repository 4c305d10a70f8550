package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresRetentionContractTest extends RetentionContract {

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

    @Override
    List<String> danglingReferences() {
        return List.of();
    }
}
