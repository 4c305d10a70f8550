package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The dead letter rows, seen from inside a transaction. */
public interface DeadLetters {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String subscriptionId, String type, String id) {}

    /** Newest first, up to {@code limit + 1}. */
    List<DeadLetter> list(Filter filter, Page.Ask ask);

    /** Inside a write, to take it away. */
    Optional<DeadLetter> find(String id);

    void delete(String id);

    /** Ids of those that died at {@code before} or earlier, or whose subscription is no more; oldest first. */
    List<String> old(Instant before, int limit);
}
