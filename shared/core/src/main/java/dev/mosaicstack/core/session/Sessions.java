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

    Optional<Session> find(String id);

    /**
     * @throws Refusal.NotFound {@code SESSION_UNKNOWN}
     * @throws Refusal.Conflict {@code SESSION_CLOSED} where it has ended or its time is over
     */
    default Session active(String id, Instant now) {
        return find(id).orElseThrow(() -> Refusal.NotFound.of("session", id)).mustBeActive(now);
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
