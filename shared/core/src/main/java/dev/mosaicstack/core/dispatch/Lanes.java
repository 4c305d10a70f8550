package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.OrderBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events that wait for their first attempt: those of one lane one after the other, the lanes side by side. */
final class Lanes {

    private final OrderBy orderBy;
    private final Map<String, Deque<Event>> waiting = new HashMap<>();
    private final Deque<String> ready = new ArrayDeque<>();
    private final Set<String> parked = new HashSet<>();
    private long characters;

    Lanes(OrderBy orderBy) {
        this.orderBy = orderBy;
    }

    String of(Event event) {
        return orderBy.lane(event);
    }

    /** @return false where its lane is parked: it belongs there, behind the others */
    boolean add(Event event) {
        String lane = of(event);
        if (parked.contains(lane)) {
            return false;
        }
        Deque<Event> events = waiting.get(lane);
        if (events == null) {
            events = new ArrayDeque<>(2);
            waiting.put(lane, events);
            ready.add(lane);
        }
        events.add(event);
        characters += event.data().length();
        return true;
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** The first of a lane; the others of that lane wait until it is {@link #released} or parked. */
    Event next() {
        return waiting.get(ready.remove()).peek();
    }

    /** The next of its lane may go. */
    void released(Event event) {
        String lane = of(event);
        Deque<Event> events = waiting.get(lane);
        characters -= events.remove().data().length();
        if (events.isEmpty()) {
            waiting.remove(lane);
        } else {
            ready.add(lane);
        }
    }

    /** @return everything that waits in its lane, this one first; what comes later is not taken before {@link #unpark} */
    List<Event> park(Event first) {
        String lane = of(first);
        List<Event> all = new ArrayList<>(waiting.remove(lane));
        all.forEach(event -> characters -= event.data().length());
        parked.add(lane);
        return all;
    }

    /** One that was parked before. */
    void park(String lane) {
        parked.add(lane);
    }

    void unpark(String lane) {
        parked.remove(lane);
    }

    boolean anyParked() {
        return !parked.isEmpty();
    }

    /** Of all data that waits here. */
    long characters() {
        return characters;
    }
}
