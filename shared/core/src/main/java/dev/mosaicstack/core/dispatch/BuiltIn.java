package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import java.util.List;

/**
 * A consumer inside this product, the sink {@code mosaic:<name>}. It works in the transaction that moves its cursor, so
 * that each event counts exactly once.
 */
public interface BuiltIn {

    String name();

    /** Takes events in commit order. MUST do nothing but write through {@code tx}: it may be run again from the begin. */
    void take(Tx tx, List<Event> events);
}
