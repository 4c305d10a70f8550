package dev.mosaicstack.core.alert;

import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of alerts, seen from inside a transaction. */
public interface Alerts {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String rule, String severity, String state) {}

    /** @throws dev.mosaicstack.core.store.StaleVersion where a live one of its fingerprint is there already */
    void insert(Alert alert);

    /** The pending or firing one. Inside a write, to change it: nobody else changes it before the write has ended. */
    Optional<Alert> live(String fingerprint);

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Alert update(Alert alert);

    /** One that is pending and is no longer found never was. */
    void delete(Alert alert);

    /** All that are pending or firing, by id. */
    List<Alert> live();

    /** Those that fire, and those that were resolved later than {@code after}, by id. */
    List<Alert> firingOrResolvedAfter(Instant after);

    /** Newest first, up to {@code limit + 1}. */
    List<Alert> list(Filter filter, Page.Ask ask);

    /** Ids of alerts that were resolved at {@code before} or earlier, oldest first. */
    List<String> old(Instant before, int limit);

    void forget(String id);
}
