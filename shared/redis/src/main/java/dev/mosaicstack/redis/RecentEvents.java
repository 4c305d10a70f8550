package dev.mosaicstack.redis;

import dev.mosaicstack.core.event.Event;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest events, for all who follow the log in this process: without a hole, as many as there is room for. */
final class RecentEvents {

    private static final int MOST = 10_000;
    private static final long MOST_CHARACTERS = 32L * 1024 * 1024;

    private final ConcurrentSkipListMap<Long, Event> events = new ConcurrentSkipListMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long characters;
    private volatile long newest;

    /** Forgets all: the log ends at {@code position}. */
    void restart(long position) {
        lock.lock();
        try {
            events.clear();
            characters = 0;
            newest = position;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long newest() {
        return newest;
    }

    /** @param next events that follow {@link #newest} without a hole */
    void add(List<Event> next) {
        lock.lock();
        try {
            for (Event event : next) {
                events.put(event.position(), event);
                characters += event.data().length();
            }
            while (events.size() > MOST || characters > MOST_CHARACTERS && events.size() > 1) {
                characters -= events.pollFirstEntry().getValue().data().length();
            }
            newest = next.getLast().position();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Up to {@code limit} that follow {@code position}; null where they are older than these, or were just forgotten. */
    List<Event> after(long position, int limit) {
        if (position >= newest) {
            return List.of();
        }
        List<Event> next =
                events.tailMap(position, false).values().stream().limit(limit).toList();
        // The last one tells of a hole as well: some may have been forgotten while these were collected.
        boolean follows = !next.isEmpty() && next.getLast().position() == position + next.size();
        return follows ? next : null;
    }

    void await(long position, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (newest <= position && left > 0) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
