package dev.mosaicstack.nginx;

import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import dev.mosaicstack.testkit.Stack;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two all-in-ones on one database server and one Redis, started by the first class that wants them, for all of them. On
 * PostgreSQL, unless the whole run is on another server.
 */
final class Pair implements BeforeAllCallback {

    private static volatile Instances instances;

    /** The first started the Redis of both. */
    record Instances(DatabaseServer server, Stack one, Stack two) implements AutoCloseable {

        List<URI> bases() {
            return List.of(one.api().base(), two.api().base());
        }

        @Override
        public void close() {
            two.close();
            one.close();
            server.close();
        }
    }

    static Instances instances() {
        return instances;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        instances = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Pair.class))
                .getOrComputeIfAbsent("pair", key -> started(), Instances.class);
    }

    private static Instances started() {
        String kind = DatabaseUnderTest.kind();
        DatabaseServer server = DatabaseUnderTest.start(kind.equals("sqlite") ? "postgresql" : kind);
        var settings = new HashMap<>(server.create("behind_nginx").settings());
        // What changes in one process wakes those who wait in the other.
        settings.put("MOSAIC_STREAM_TAIL", "true");
        Stack one = Stack.ofItsOwn("behind-nginx", settings);
        return new Instances(server, one, one.twin("beside"));
    }
}
