package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** When a failed attempt is repeated, and what is kept of one that is not. */
record Attempts(Subscription subscription, Engine engine) {

    /** A sink that asks for more is asked again after a day. */
    static final Duration LONGEST_WAIT = Duration.ofDays(1);

    Instant now() {
        return engine.clock().instant();
    }

    /** @param tried attempts so far; the pause is up to a tenth longer, so that not all come at once */
    Instant again(int tried, Outcome outcome) {
        List<Duration> pauses = engine.settings().retries();
        Duration pause = pauses.get(Math.min(tried, pauses.size()) - 1);
        Duration jitter = Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 10 + 1));
        Instant after = now().plus(pause).plus(jitter);
        Instant asked = asked(outcome, now());
        return asked != null && asked.isAfter(after) ? asked : after;
    }

    /** When the sink wants to be asked again; null where it did not say. */
    static Instant asked(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Refused refused && refused.retryAfter() != null) {
            Duration wait = refused.retryAfter();
            return now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
        return null;
    }

    DeadLetter deadLetter(Event event, int tried, Outcome outcome) {
        Outcome.Refused refused = outcome instanceof Outcome.Refused r ? r : new Outcome.Refused(0, null, null);
        return new DeadLetter(
                engine.ids().next(),
                subscription.id(),
                event.position(),
                event.id(),
                event.type(),
                event.subject(),
                tried,
                refused.status() == 0 ? null : refused.status(),
                error(outcome),
                refused.answer(),
                now());
    }

    /** Nobody knows any more what it was. */
    DeadLetter gone(Parked parked) {
        return new DeadLetter(
                engine.ids().next(),
                subscription.id(),
                parked.position(),
                parked.eventId(),
                "unknown",
                parked.lane(),
                parked.attempts(),
                null,
                "the event is not kept any more",
                null,
                now());
    }

    /** One line for people. */
    static String error(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered d -> null;
            case Outcome.Refused refused -> "the sink answered " + refused.status();
            case Outcome.Failed failed -> failed.error();
        };
    }
}
