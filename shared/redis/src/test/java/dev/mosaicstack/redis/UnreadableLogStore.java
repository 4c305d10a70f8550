package dev.mosaicstack.redis;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An event log of which only the length is known: its events cannot be read. */
final class UnreadableLogStore extends EventsOnlyStore {

    private final long newest;
    private final AtomicInteger refusals = new AtomicInteger();

    UnreadableLogStore(long newest) {
        this.newest = newest;
    }

    int refusals() {
        return refusals.get();
    }

    @Override
    public boolean unnumbered() {
        return false;
    }

    @Override
    public int number(int limit) {
        return 0;
    }

    @Override
    public List<Event> after(long position, int limit) {
        refusals.incrementAndGet();
        throw new Refusal.Unavailable("DATABASE_UNAVAILABLE", "it cannot be read", Duration.ofSeconds(1));
    }

    @Override
    public long lastPosition() {
        return newest;
    }
}
