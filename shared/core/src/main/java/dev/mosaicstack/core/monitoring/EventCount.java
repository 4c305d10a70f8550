package dev.mosaicstack.core.monitoring;

import dev.mosaicstack.core.event.Event;
import java.time.Instant;

/**
 * Events of one type.
 *
 * @param position of the newest
 * @param newestAt when that happened
 */
public record EventCount(String type, long events, long position, Instant newestAt) {

    static EventCount one(Event event) {
        return new EventCount(event.type(), 1, event.position(), event.time());
    }

    EventCount plus(EventCount more) {
        EventCount newest = more.position > position ? more : this;
        return new EventCount(type, events + more.events, newest.position, newest.newestAt);
    }

    EventCount as(String otherType) {
        return new EventCount(otherType, events, position, newestAt);
    }
}
