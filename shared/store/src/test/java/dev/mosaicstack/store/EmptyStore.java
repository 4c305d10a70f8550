package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import java.nio.file.Path;

/** For tests of other packages: a store on an empty database. */
public record EmptyStore(Store store, Runnable end) implements AutoCloseable {

    public static EmptyStore sqlite(Path folder) {
        var database = new TestDatabase(folder);
        return new EmptyStore(database.store, database::close);
    }

    public static EmptyStore postgres() {
        return onServer(Dialect.POSTGRESQL);
    }

    public static EmptyStore mariaDb() {
        return onServer(Dialect.MARIADB);
    }

    private static EmptyStore onServer(Dialect dialect) {
        var database = new ServerDatabase(dialect);
        return new EmptyStore(database.store(), database::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
