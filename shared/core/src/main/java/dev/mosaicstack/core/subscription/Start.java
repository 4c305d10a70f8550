package dev.mosaicstack.core.subscription;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.input.Check;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Where in the event log a subscription begins. */
public sealed interface Start {

    /** With what happens from now on. */
    record Now() implements Start {}

    /** With the oldest event that is kept. */
    record Beginning() implements Start {}

    /** With this event, it included. */
    record At(String eventId) implements Start {}

    /** With the first event of this time or later. */
    record Since(Instant time) implements Start {}

    /** @param start {@code now}, {@code beginning}, the id of an event, or a time; null is {@code now} */
    static Start of(Check check, String start) {
        if (start == null || start.equals("now")) {
            return new Now();
        }
        if (start.equals("beginning")) {
            return new Beginning();
        }
        try {
            return new Since(Instant.parse(start));
        } catch (DateTimeParseException e) {
            var id = new Check();
            id.id("start", start);
            try {
                id.done();
            } catch (Refusal.Invalid invalid) {
                check.problem("start", "is not now, beginning, the id of an event or an RFC 3339 time");
            }
            return new At(start);
        }
    }

    /**
     * The position before the first event.
     *
     * @throws Refusal.Invalid {@code INVALID_FIELD} where there is no such event
     */
    default long position(EventLog log) {
        return switch (this) {
            case Now now -> log.lastPosition();
            case Beginning beginning -> before(log.after(0, 1), log);
            case At at -> before(log, at.eventId());
            case Since since -> since(log, since.time());
        };
    }

    /** An event that has no position yet gets one after all that have: the newest is looked up before it. */
    private static long before(EventLog log, String eventId) {
        long newest = log.lastPosition();
        Event event = log.find(eventId).orElseThrow(() -> Refusal.Invalid.field("start", "is no event that is kept"));
        return event.position() == 0 ? newest : event.position() - 1;
    }

    private static long before(List<Event> first, EventLog log) {
        return first.isEmpty() ? log.lastPosition() : first.getFirst().position() - 1;
    }

    /** Halving: positions follow the clock, but for what a clock that was set back made of them. */
    private static long since(EventLog log, Instant time) {
        long before = before(log.after(0, 1), log);
        long end = log.lastPosition();
        while (before < end) {
            long middle = before + (end - before) / 2;
            List<Event> next = log.after(middle, 1);
            if (next.isEmpty() || !next.getFirst().time().isBefore(time)) {
                end = middle;
            } else {
                before = middle + 1;
            }
        }
        return before;
    }
}
