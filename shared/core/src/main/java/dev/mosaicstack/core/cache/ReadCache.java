package dev.mosaicstack.core.cache;

import java.util.function.Supplier;

/**
 * Answers of reading calls, kept beside the database for all processes. Only for what is shown to a caller: a check
 * that guards a write reads the row.
 *
 * <p>Who asks after a change was acknowledged gets that change or a later one, in every process; where the cache cannot
 * be reached the answer comes from the database.
 */
public interface ReadCache {

    /**
     * An answer and what it depends on.
     *
     * @param sessionId whose agents may see it
     * @param version of the subject, raised by each of its changes
     * @param answer a record that becomes JSON and back
     */
    record Entry<R>(String sessionId, long version, R answer) {}

    /**
     * The kept entry, else the loaded one, which is kept from then on.
     *
     * @param subject of the events that tell of its changes: {@code tasks/<id>}
     * @param load reads it from the database; what it throws goes to the caller and is not kept
     */
    <R> Entry<R> read(String subject, Class<R> type, Supplier<Entry<R>> load);
}
