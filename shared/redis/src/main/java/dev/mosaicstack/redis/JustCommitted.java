package dev.mosaicstack.redis;

import dev.mosaicstack.core.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Events this process committed a moment ago, so that they need not be read from the database again. It forgets what it
 * has no room for, and what has no position yet: the database has them all.
 */
final class JustCommitted {

    private static final int ROOM = 10_000;

    /** Of their data: while Redis is away nobody takes them. */
    private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

    private final Deque<Event> events = new ArrayDeque<>();
    private long characters;

    synchronized void add(List<Event> committed) {
        long more = characters(committed);
        if (events.size() + committed.size() > ROOM || characters + more > MOST_CHARACTERS) {
            events.clear();
            characters = 0;
        }
        if (more > MOST_CHARACTERS) {
            return;
        }
        for (Event event : committed) {
            if (event.position() > 0) {
                events.addLast(event);
                characters += event.data().length();
            }
        }
    }

    /** Those that follow {@code position} without a gap; empty where the next one is not here, though it may exist. */
    synchronized List<Event> after(long position, int limit) {
        while (!events.isEmpty() && events.peekFirst().position() <= position) {
            take();
        }
        List<Event> next = new ArrayList<>();
        while (!events.isEmpty()
                && next.size() < limit
                && events.peekFirst().position() == position + next.size() + 1) {
            next.add(take());
        }
        return next;
    }

    private static long characters(List<Event> events) {
        return events.stream().mapToLong(event -> event.data().length()).sum();
    }

    private Event take() {
        Event first = events.removeFirst();
        characters -= first.data().length();
        return first;
    }
}
