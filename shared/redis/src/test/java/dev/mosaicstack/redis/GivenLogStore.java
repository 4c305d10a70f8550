package dev.mosaicstack.redis;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A log with the events that a test gives it; it can be restored, lose its beginning, and be away. */
final class GivenLogStore extends EventsOnlyStore {

    private final NavigableMap<Long, Event> events = new ConcurrentSkipListMap<>();
    private final AtomicReference<Error> error = new AtomicReference<>();
    private volatile boolean away;

    GivenLogStore with(long first, long last) {
        for (long position = first; position <= last; position++) {
            with(event(position));
        }
        return this;
    }

    GivenLogStore with(Event event) {
        events.put(event.position(), event);
        return this;
    }

    /** As it was when this was its end. */
    void restore(long end) {
        events.tailMap(end, false).clear();
    }

    void forgetBefore(long position) {
        events.headMap(position, false).clear();
    }

    void away(boolean now) {
        away = now;
    }

    /** The next who reads meets it. */
    void failWith(Error once) {
        error.set(once);
    }

    boolean hasFailed() {
        return error.get() == null;
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        Error once = error.getAndSet(null);
        if (once != null) {
            throw once;
        }
        if (away) {
            throw new Refusal.Unavailable("DATABASE_UNAVAILABLE", "a test", Duration.ofSeconds(1));
        }
        return super.read(work);
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
        return events.tailMap(position, false).values().stream().limit(limit).toList();
    }

    @Override
    public long lastPosition() {
        return events.isEmpty() ? 0 : events.lastKey();
    }
}
