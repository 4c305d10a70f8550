package dev.mosaicstack.bench.product;

import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DatabaseUnderTest;

/** Where the product keeps its data: in its own SQLite file, or in a server of the benchmark's own. Close it. */
public final class Database implements AutoCloseable {

    private final DatabaseServer server;

    private Database(DatabaseServer server) {
        this.server = server;
    }

    /** @param name sqlite or postgresql */
    public static Database of(String name) {
        return switch (name) {
            case "sqlite" -> new Database(null);
            case "postgresql" -> new Database(DatabaseUnderTest.start(name));
            default -> throw new IllegalArgumentException("which database is " + name + "? sqlite or postgresql");
        };
    }

    /** An empty one; null where the product makes its own file. */
    public DatabaseServer.Database create(String database) {
        return server == null ? null : server.create(database);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
