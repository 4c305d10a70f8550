package dev.mosaicstack.core.monitoring;

import dev.mosaicstack.core.dispatch.BuiltIn;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The built-in consumer {@code monitoring}: counts events by type, one row for each type of a batch. */
@Singleton
public final class CountEvents implements BuiltIn {

    /** Publishers name their types freely, and each type is a time series of its own. */
    static final int MOST_TYPES = 1000;

    /** What is counted of types beyond that. */
    public static final String OTHER = "other";

    @Override
    public String name() {
        return "monitoring";
    }

    @Override
    public void take(Tx tx, List<Event> events) {
        Map<String, EventCount> counts = new TreeMap<>();
        events.forEach(event -> counts.merge(event.type(), EventCount.one(event), EventCount::plus));
        counts.values().forEach(count -> add(tx.monitoring(), count));
    }

    private static void add(Monitoring monitoring, EventCount count) {
        if (monitoring.add(count)) {
            return;
        }
        if (monitoring.types() < MOST_TYPES) {
            monitoring.insert(count);
        } else if (!monitoring.add(count.as(OTHER))) {
            monitoring.insert(count.as(OTHER));
        }
    }
}
