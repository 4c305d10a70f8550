package dev.mosaicstack.redis;

import dev.mosaicstack.core.event.Event;
import java.util.List;
import java.util.stream.LongStream;

/** An event log to which others add faster than positions can be given: there are always some without one. */
final class NeverPausingStore extends EventsOnlyStore {

    private long newest;

    @Override
    public boolean unnumbered() {
        return true;
    }

    @Override
    public synchronized int number(int limit) {
        newest += limit;
        return limit;
    }

    @Override
    public synchronized List<Event> after(long position, int limit) {
        return LongStream.rangeClosed(position + 1, Math.min(newest, position + limit))
                .mapToObj(EventsOnlyStore::event)
                .toList();
    }

    @Override
    public synchronized long lastPosition() {
        return newest;
    }
}
