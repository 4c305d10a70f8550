package dev.mosaicstack.functions.mcpserver.stateless;

import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** The one seal of all processes on a database, from the first of them that needed it on. */
@Singleton
final class SharedSeal {

    private static final String KEY = "mcp.request-state";
    private static final int BYTES = 32;

    private final Store store;
    private final Clock clock;
    private volatile Seal seal;

    SharedSeal(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** May wait for the database, once. */
    Seal seal() {
        Seal known = seal;
        if (known == null) {
            known = new Seal(store.read(tx -> tx.keys().find(KEY)).orElseGet(this::first), clock);
            seal = known;
        }
        return known;
    }

    private byte[] first() {
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        return store.write(tx -> tx.keys().keep(KEY, made, clock.instant()));
    }
}
