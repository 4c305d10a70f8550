package dev.mosaicstack.core.notify;

import java.time.Duration;
import java.time.Instant;

/**
 * One message to one channel, about one event or several of one kind.
 *
 * @param count of events that it tells of
 * @param first what is said of the first event, {@code last} of the newest
 * @param dueAt when it was to be sent first; the next of its kind follows a window later at the earliest
 * @param failures attempts that the channel did not take
 * @param lastError of the newest of these; null where there is none
 */
public record Notification(
        String id,
        String channel,
        Kind kind,
        long count,
        Note first,
        Note last,
        Instant dueAt,
        int failures,
        String lastError,
        State state,
        long version) {

    /** How long one is kept after it has ended, or was to be sent to a channel that nobody serves. */
    public static final Duration KEPT_FOR = Duration.ofDays(7);

    public sealed interface State {
        record Waiting(Instant notBefore) implements State {}

        /** Whoever sends it may take until then; afterwards another does. */
        record Sending(Instant until) implements State {}

        /** The channel took it. */
        record Sent(Instant at) implements State {}

        /** The channel did not, often enough. */
        record GivenUp(Instant at) implements State {}
    }

    /** As it is written in the database. */
    public String stateText() {
        return switch (state) {
            case State.Waiting w -> "waiting";
            case State.Sending s -> "sending";
            case State.Sent s -> "sent";
            case State.GivenUp g -> "given_up";
        };
    }

    /** Until when nothing happens with it of itself, or since when it has ended. */
    public Instant stateAt() {
        return switch (state) {
            case State.Waiting w -> w.notBefore();
            case State.Sending s -> s.until();
            case State.Sent s -> s.at();
            case State.GivenUp g -> g.at();
        };
    }

    public boolean ended() {
        return switch (state) {
            case State.Waiting w -> false;
            case State.Sending s -> false;
            case State.Sent s -> true;
            case State.GivenUp g -> true;
        };
    }

    /** True while it waits for its time: further events of its kind are told by it. */
    boolean takesMore(Instant now) {
        return state instanceof State.Waiting waiting && waiting.notBefore().isAfter(now);
    }

    Notification plus(long more, Note newest) {
        return with(count + more, newest, failures, lastError, state);
    }

    /** True where its time has come and nobody is sending it. */
    boolean sendable(Instant now) {
        return !ended() && !stateAt().isAfter(now);
    }

    Notification sending(Instant until) {
        return with(count, last, failures, lastError, new State.Sending(until));
    }

    Notification sent(Instant now) {
        return with(count, last, failures, lastError, new State.Sent(now));
    }

    Notification failed(String error, Instant next) {
        return with(count, last, failures + 1, error, new State.Waiting(next));
    }

    Notification givenUp(String error, Instant now) {
        return with(count, last, failures + 1, error, new State.GivenUp(now));
    }

    /** As it is after the store has taken this change. */
    public Notification stored() {
        return new Notification(id, channel, kind, count, first, last, dueAt, failures, lastError, state, version + 1);
    }

    private Notification with(long count, Note last, int failures, String lastError, State next) {
        return new Notification(id, channel, kind, count, first, last, dueAt, failures, lastError, next, version);
    }
}
