package dev.mosaicstack.core.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The notification rows, seen from inside a transaction. */
public interface Notifications {

    void insert(Notification notification);

    /** Inside a write, to change it: nobody else changes it before the write has ended. */
    Optional<Notification> find(String id);

    /** The one of this kind that is due last, sent or not; inside a write as {@link #find}. */
    Optional<Notification> newest(String channel, Kind kind);

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @return what is stored now
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Notification update(Notification notification);

    /** Ids of those whose time has come and that nobody is sending, longest overdue first. */
    List<String> sendable(String channel, Instant now, int limit);

    /** Ids of those that ended, or should have been sent, at {@code before} or earlier. */
    List<String> old(Instant before, int limit);

    void forget(String id);
}
