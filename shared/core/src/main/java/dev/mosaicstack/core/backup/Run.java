package dev.mosaicstack.core.backup;

import java.time.Instant;
import java.util.Locale;

/**
 * One run: of a backup, a verification, a drill or a restore. The only code that knows which move is legal.
 *
 * @param repository the key of the repository: one run at a time
 * @param startedAt null until it started
 * @param progress how far it is; null where nothing is known
 */
public record Run(
        String id,
        String policy,
        String repository,
        Kind kind,
        Order order,
        Instant requestedAt,
        Instant startedAt,
        State state,
        Progress progress,
        Outcome outcome,
        long version) {

    public sealed interface State {
        record Queued() implements State {}

        /** @param owner the process that does it; @param leaseUntil when it counts as dead */
        record Running(String owner, Instant leaseUntil) implements State {}

        sealed interface Ended extends State {
            Instant at();
        }

        record Succeeded(Instant at) implements Ended {}

        record Failed(Instant at, Cause cause) implements Ended {}

        record Interrupted(Instant at) implements Ended {}
    }

    public static Run queued(String id, String policy, String repository, Kind kind, Order order, Instant requestedAt) {
        return new Run(
                id, policy, repository, kind, order, requestedAt, null, new State.Queued(), null, Outcome.NONE, 1);
    }

    public Run start(String owner, Instant now, Instant leaseUntil) {
        return switch (state) {
            case State.Queued q -> with(now, new State.Running(owner, leaseUntil), null, outcome);
            case State.Running r -> throw illegal("start");
            case State.Ended e -> throw illegal("start");
        };
    }

    public Run beat(Progress seen, Instant leaseUntil) {
        return with(startedAt, new State.Running(running("beat").owner(), leaseUntil), seen, outcome);
    }

    public Run succeed(Outcome result, Instant now) {
        running("succeed");
        return with(startedAt, new State.Succeeded(now), null, result);
    }

    public Run fail(Cause cause, Outcome result, Instant now) {
        running("fail");
        return with(startedAt, new State.Failed(now, cause), null, result);
    }

    /** Nobody will ever start it. */
    public Run abandon(Cause cause, Instant now) {
        return switch (state) {
            case State.Queued q -> with(null, new State.Failed(now, cause), null, outcome);
            case State.Running r -> throw illegal("be abandoned");
            case State.Ended e -> throw illegal("be abandoned");
        };
    }

    /** Its process said nothing for as long as its lease. What it did until then stays shown. */
    public Run interrupt(Instant now) {
        running("interrupt");
        return with(startedAt, new State.Interrupted(now), progress, outcome);
    }

    private State.Running running(String move) {
        return switch (state) {
            case State.Running running -> running;
            case State.Queued q -> throw illegal(move);
            case State.Ended e -> throw illegal(move);
        };
    }

    private IllegalStateException illegal(String move) {
        return new IllegalStateException("a run that is " + stateText() + " cannot " + move);
    }

    private Run with(Instant started, State next, Progress seen, Outcome result) {
        return new Run(id, policy, repository, kind, order, requestedAt, started, next, seen, result, version);
    }

    /** As it is after the store has written it. */
    public Run stored() {
        return new Run(
                id, policy, repository, kind, order, requestedAt, startedAt, state, progress, outcome, version + 1);
    }

    /** Who asked on a command line where to restore to meant a folder of that machine: nobody else may do it. */
    boolean isForItsProcess() {
        return kind == Kind.RESTORE && order.trigger().equals("command");
    }

    public boolean isRunning() {
        return state instanceof State.Running;
    }

    public boolean ended() {
        return state instanceof State.Ended;
    }

    /** Whether this process does it. */
    public boolean isOf(String owner) {
        return state instanceof State.Running running && running.owner().equals(owner);
    }

    public Instant endedAt() {
        return state instanceof State.Ended ended ? ended.at() : null;
    }

    /** Why it failed; null where it did not. */
    public Cause cause() {
        return switch (state) {
            case State.Failed failed -> failed.cause();
            case State.Interrupted i -> new Cause(Fault.INTERRUPTED, "the process that did it is gone");
            case State.Queued q -> null;
            case State.Running r -> null;
            case State.Succeeded s -> null;
        };
    }

    public String stateText() {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
