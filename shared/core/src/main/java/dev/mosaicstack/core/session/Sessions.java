package dev.mosaicstack.core.session;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The session rows, seen from inside a transaction. */
public interface Sessions {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String project, String state, String id) {}

    void insert(Session session);

    /** Inside a write, to change it: nobody else changes it, or relies on it, before the write has ended. */
    Optional<Session> find(String id);

    /** Inside a write, to rely on it: it stays as it is until the write has ended. */
    Optional<Session> findShared(String id);

    /**
     * @throws Refusal.NotFound {@code SESSION_UNKNOWN}
     * @throws Refusal.Conflict {@code SESSION_CLOSED} where it has ended or its time is over
     */
    default Session active(String id, Instant now) {
        return findShared(id)
                .orElseThrow(() -> Refusal.NotFound.of("session", id))
                .mustBeActive(now);
    }

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @return what is stored now
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Session update(Session session);

    /** Newest first, up to {@code limit + 1}. */
    List<Session> list(Filter filter, Page.Ask ask);

    /** Ids of active sessions whose time is over. */
    List<String> overdue(Instant now, int limit);

    /** Ids of sessions that ended at {@code before} or earlier and of which nothing else is left, oldest first. */
    List<String> endedBefore(Instant before, int limit);

    void forget(String id);
}
