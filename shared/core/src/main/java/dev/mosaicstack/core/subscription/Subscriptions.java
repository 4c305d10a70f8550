package dev.mosaicstack.core.subscription;

import dev.mosaicstack.core.input.Page;
import java.util.List;
import java.util.Optional;

/** The subscription rows, seen from inside a transaction. */
public interface Subscriptions {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String name, String state, String id) {}

    void insert(Subscription subscription);

    /** Inside a write, to change it: nobody else changes it before the write has ended. */
    Optional<Subscription> find(String id);

    Optional<Subscription> named(String name);

    /** By id. */
    List<Subscription> active();

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @return what is stored now
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Subscription update(Subscription subscription);

    /** Newest first, up to {@code limit + 1}. */
    List<Subscription> list(Filter filter, Page.Ask ask);

    /** The row only. */
    void delete(String id);
}
