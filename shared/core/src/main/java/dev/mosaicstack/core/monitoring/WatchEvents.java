package dev.mosaicstack.core.monitoring;

import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.util.List;

/** How the event bus is doing, at one moment. */
@Singleton
public final class WatchEvents {

    public record Seen(List<EventCount> counts, List<Monitoring.Standing> standings) {}

    private final Store store;

    public WatchEvents(Store store) {
        this.store = store;
    }

    public Seen look() {
        return store.read(
                tx -> new Seen(tx.monitoring().counts(), tx.monitoring().standings()));
    }
}
