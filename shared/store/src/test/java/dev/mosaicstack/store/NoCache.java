package dev.mosaicstack.store;

import dev.mosaicstack.core.cache.ReadCache;
import java.util.function.Supplier;

/** Every answer comes from the database. */
final class NoCache implements ReadCache {

    @Override
    public <R> Entry<R> read(String subject, Class<R> type, Supplier<Entry<R>> load) {
        return load.get();
    }
}
