package dev.mosaicstack.core.monitoring;

import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** How much there is of everything, from the database alone: it is the same in every process. */
@Singleton
public final class TakeCensus {

    public record Seen(Instant at, Census census) {}

    private final Store store;
    private final Clock clock;

    public TakeCensus(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Seen look() {
        Instant now = clock.instant();
        return new Seen(now, store.read(tx -> tx.monitoring().census(now)));
    }
}
