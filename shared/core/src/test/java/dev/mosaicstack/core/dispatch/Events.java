package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import java.time.Instant;

/** What the tests of the engine's parts are fed with. */
final class Events {

    private Events() {}

    static Event event(long position, String subject) {
        return event(position, subject, "{}");
    }

    static Event event(long position, String subject, String data) {
        return new Event(position, "id-" + position, "t", "/s", subject, Instant.EPOCH, null, null, null, null, data);
    }
}
