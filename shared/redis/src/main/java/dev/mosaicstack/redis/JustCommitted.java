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

    private final Deque<Event> events = new ArrayDeque<>();

    synchronized void add(List<Event> committed) {
        if (events.size() + committed.size() > ROOM) {
            events.clear();
        }
        for (Event event : committed) {
            if (event.position() > 0) {
                events.addLast(event);
            }
        }
    }

    /** Those that follow {@code position} without a gap; empty where the next one is not here, though it may exist. */
    synchronized List<Event> after(long position, int limit) {
        while (!events.isEmpty() && events.peekFirst().position() <= position) {
            events.removeFirst();
        }
        List<Event> next = new ArrayList<>();
        while (!events.isEmpty()
                && next.size() < limit
                && events.peekFirst().position() == position + next.size() + 1) {
            next.add(events.removeFirst());
        }
        return next;
    }
}
