package dev.mosaicstack.core.coordination;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of coordination requests, seen from inside a transaction. */
public interface Requests {

    void insert(Request request);

    /** Inside a write, to change it: nobody else changes it before the write has ended. */
    Optional<Request> find(String id);

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @return what is stored now
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Request update(Request request);

    /**
     * What the reader may be shown now, oldest first: not ended, in time, held by nobody else, and not
     * its own question to a capability.
     */
    List<Request> readable(String sessionId, Collection<String> routes, String reader, Instant now, int limit);

    List<Request> open(String sessionId);

    /** Ids of open requests past their deadline. */
    List<String> overdue(Instant now, int limit);

    /** Ids of requests that ended at {@code before} or earlier, oldest first. */
    List<String> endedBefore(Instant before, int limit);

    void forget(String id);
}
