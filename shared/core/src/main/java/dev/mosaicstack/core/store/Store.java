package dev.mosaicstack.core.store;

import dev.mosaicstack.core.error.Refusal;
import java.util.function.Function;

/**
 * The database, the only truth. A write is durable when {@link #write} returns, and leaves nothing behind when it
 * throws. The work MUST touch nothing but its {@link Tx}: it may be run again, on another thread, next to others.
 */
public interface Store {

    /**
     * Runs the work in one transaction.
     *
     * @throws Refusal what the work refused
     * @throws Refusal.Unavailable {@code DATABASE_UNAVAILABLE} or {@code OVERLOADED}; nothing was changed
     */
    <T> T write(Function<Tx, T> work);

    /** Runs work that only reads. */
    <T> T read(Function<Tx, T> work);
}
