package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.webhook.Delivery;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MariaDbStoreContractTest extends StoreContract {

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
    Store sameDatabase() {
        return database.store();
    }

    @Test
    void aBodyThatDoesNotFitIntoThePacketsOfTheServerIsTooLargeAndNothingIsStored() throws SQLException {
        long before = packet("SELECT @@GLOBAL.max_allowed_packet");
        packet("SET GLOBAL max_allowed_packet = 1048576");
        try {
            Store store = database.store();
            assertThatThrownBy(() -> store.write(tx -> deliver(tx, "ext", "hash", new byte[1024 * 1024])))
                    .isInstanceOf(Refusal.TooLarge.class);
            byte[] fits = new byte[700 * 1024];
            Delivery stored = store.write(tx -> deliver(tx, "ext", "hash", fits));
            assertThat(stored.duplicateOf()).isNull();
        } finally {
            packet("SET GLOBAL max_allowed_packet = " + before);
        }
    }

    private long packet(String statement) throws SQLException {
        try (var connection = database.connect();
                var asked = connection.createStatement()) {
            if (!asked.execute(statement)) {
                return 0;
            }
            try (var rows = asked.getResultSet()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
