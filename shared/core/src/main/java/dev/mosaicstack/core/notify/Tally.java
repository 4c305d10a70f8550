package dev.mosaicstack.core.notify;

import dev.mosaicstack.core.event.Event;

/**
 * Events of one kind, counted.
 *
 * @param second null while there is only one
 */
record Tally(long count, Event first, Event second, Event last) {

    static Tally of(Event event) {
        return new Tally(1, event, null, event);
    }

    Tally plus(Event later) {
        return new Tally(count + 1, first, second == null ? later : second, later);
    }

    /** All but the first, of two or more. */
    Tally rest() {
        return new Tally(count - 1, second, null, last);
    }
}
