package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal.Conflict;
import java.time.Instant;

/**
 * Work for one agent. The only code that knows which move is legal.
 *
 * @param attempt how often it was claimed, less what a stopped agent gave back; a replay starts again at 0
 * @param fence rises with each claim and never falls; only the newest one may report
 * @param progress 0 to 100, as the agent last said; null before
 */
public record Task(
        String id,
        String sessionId,
        Order order,
        State state,
        int attempt,
        long fence,
        Integer progress,
        String note,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public static final String DEPENDENCY_FAILED = "DEPENDENCY_FAILED";
    public static final String DEPENDENCY_CANCELLED = "DEPENDENCY_CANCELLED";
    public static final String DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";
    public static final String LEASE_EXPIRED = "LEASE_EXPIRED";
    public static final String AGENT_LOST = "AGENT_LOST";
    public static final String AGENT_STOPPED = "AGENT_STOPPED";
    public static final String SESSION_CLOSED = "SESSION_CLOSED";

    public sealed interface State {
        /** Waits for tasks it depends on. */
        record Blocked() implements State {}

        /** May be claimed from {@code notBefore} on. */
        record Queued(Instant notBefore) implements State {}

        record Assigned(String agentId, Instant leaseUntil) implements State {}

        sealed interface Ended extends State {
            Instant at();
        }

        record Completed(String agentId, JsonNode result, Instant at) implements Ended {}

        /** @param causedBy the dependency that failed; null where it failed by itself */
        record Failed(String reason, String causedBy, Instant at) implements Ended {}

        record Cancelled(String reason, String causedBy, Instant at) implements Ended {}
    }

    /** As it is written in JSON and in the database. */
    public String stateText() {
        return switch (state) {
            case State.Blocked b -> "blocked";
            case State.Queued q -> "queued";
            case State.Assigned a -> "assigned";
            case State.Completed c -> "completed";
            case State.Failed f -> "failed";
            case State.Cancelled c -> "cancelled";
        };
    }

    /** Who holds it or completed it; null for nobody. */
    public String agentId() {
        return switch (state) {
            case State.Assigned a -> a.agentId();
            case State.Completed c -> c.agentId();
            case State.Blocked b -> null;
            case State.Queued q -> null;
            case State.Failed f -> null;
            case State.Cancelled c -> null;
        };
    }

    /** Why it failed or was cancelled; null otherwise. */
    public String reason() {
        return switch (state) {
            case State.Failed f -> f.reason();
            case State.Cancelled c -> c.reason();
            case State.Blocked b -> null;
            case State.Queued q -> null;
            case State.Assigned a -> null;
            case State.Completed c -> null;
        };
    }

    public boolean ended() {
        return state instanceof State.Ended;
    }

    /** As it is after the store has taken this change. */
    public Task stored() {
        return new Task(id, sessionId, order, state, attempt, fence, progress, note, createdAt, updatedAt, version + 1);
    }

    public Task claim(String agentId, Instant now) {
        mustBeInTime(now);
        return switch (state) {
            case State.Queued q
            when !now.isBefore(q.notBefore()) ->
                moved(new State.Assigned(agentId, now.plus(order.lease())), attempt + 1, fence + 1, null, null, now);
            case State.Queued q ->
                throw new Conflict("TASK_NOT_READY", id + " may not be claimed before " + q.notBefore());
            case State.Blocked b -> throw new Conflict("TASK_BLOCKED", id + " waits for other tasks");
            case State.Assigned a -> throw held(a);
            case State.Ended e -> throw alreadyEnded();
        };
    }

    /** Progress: the lease starts again. */
    public Task renew(Report report, Integer newProgress, String newNote, Instant now) {
        State.Assigned held = heldBy(report, now);
        return moved(
                new State.Assigned(held.agentId(), now.plus(order.lease())),
                attempt,
                fence,
                newProgress == null ? progress : newProgress,
                newNote == null ? note : newNote,
                now);
    }

    public Task complete(Report report, JsonNode result, Instant now) {
        return to(new State.Completed(heldBy(report, now).agentId(), result, now), now);
    }

    /** Another attempt after {@code retryAt}, unless this was the last one or trying again is of no use. */
    public Task fail(Report report, String reason, boolean retryable, Instant retryAt, Instant now) {
        heldBy(report, now);
        return retryable ? again(reason, retryAt, now) : to(new State.Failed(reason, null, now), now);
    }

    /** A silent agent must not keep its task: it is queued again at once, or failed where this was the last attempt. */
    public Task endLease(Instant now) {
        return switch (state) {
            case State.Assigned a when now.isAfter(a.leaseUntil()) -> again(LEASE_EXPIRED, now, now);
            case State.Assigned a -> throw held(a);
            case State.Blocked b -> throw notHeld();
            case State.Queued q -> throw notHeld();
            case State.Ended e -> throw alreadyEnded();
        };
    }

    /** Its agent is lost: that costs the attempt. */
    public Task loseAgent(Instant now) {
        mustBeAssigned();
        return again(AGENT_LOST, now, now);
    }

    /** Its agent was stopped: that costs no attempt, but fails what only that agent may do. */
    public Task stopAgent(Instant now) {
        return switch (state) {
            case State.Assigned a
            when order.targetAgent() == null -> moved(new State.Queued(now), attempt - 1, fence, null, null, now);
            case State.Assigned a -> to(new State.Failed(AGENT_STOPPED, null, now), now);
            case State.Queued q when order.targetAgent() != null -> to(new State.Failed(AGENT_STOPPED, null, now), now);
            case State.Blocked b
            when order.targetAgent() != null -> to(new State.Failed(AGENT_STOPPED, null, now), now);
            case State.Queued q -> throw notHeld();
            case State.Blocked b -> throw notHeld();
            case State.Ended e -> throw alreadyEnded();
        };
    }

    /** All it depended on is completed. */
    public Task unblock(Instant now) {
        mustBeBlocked();
        return to(new State.Queued(now), now);
    }

    public Task failDependency(String dependency, Instant now) {
        mustBeBlocked();
        return to(new State.Failed(DEPENDENCY_FAILED, dependency, now), now);
    }

    public Task cancelDependency(String dependency, Instant now) {
        mustBeBlocked();
        return to(new State.Cancelled(DEPENDENCY_CANCELLED, dependency, now), now);
    }

    /** By its client; what an agent is working on may not be pulled away from under it. */
    public Task cancel(String reason, Instant now) {
        return switch (state) {
            case State.Blocked b -> to(new State.Cancelled(reason, null, now), now);
            case State.Queued q -> to(new State.Cancelled(reason, null, now), now);
            case State.Assigned a -> throw held(a);
            case State.Ended e -> throw alreadyEnded();
        };
    }

    /** Its session ends: whatever has not ended is cancelled, assigned or not. */
    public Task endSession(Instant now) {
        if (ended()) {
            throw alreadyEnded();
        }
        return to(new State.Cancelled(SESSION_CLOSED, null, now), now);
    }

    /** Past its deadline and not ended: nobody may work on it any more, also before that was written down. */
    public boolean late(Instant now) {
        return !ended() && order.deadline() != null && !now.isBefore(order.deadline());
    }

    public Task exceedDeadline(Instant now) {
        if (ended()) {
            throw alreadyEnded();
        }
        if (!late(now)) {
            throw new Conflict("TASK_IN_TIME", id + " has not reached its deadline");
        }
        return to(new State.Failed(DEADLINE_EXCEEDED, null, now), now);
    }

    /** What a task depends on, taken together; broken where one of them has failed or was cancelled. */
    public enum Dependencies {
        COMPLETED,
        OPEN,
        BROKEN
    }

    /** A dead letter gets all its attempts again, unless it would wait for something that does not come. */
    public Task replay(Dependencies dependencies, Instant now) {
        if (!(state instanceof State.Failed)) {
            throw new Conflict("TASK_NOT_FAILED", id + " is " + stateText() + ", only a failed task is replayed");
        }
        if (order.deadline() != null && !now.isBefore(order.deadline())) {
            throw new Conflict("TASK_DEADLINE_OVER", id + " had to end before " + order.deadline());
        }
        State next =
                switch (dependencies) {
                    case COMPLETED -> new State.Queued(now);
                    case OPEN -> new State.Blocked();
                    case BROKEN ->
                        throw new Conflict(
                                "TASK_DEPENDENCY_FAILED", id + " depends on a task that has failed or was cancelled");
                };
        return moved(next, 0, fence, null, null, now);
    }

    /** Who reports, with which fence. */
    public record Report(String agentId, long fence) {}

    private State.Assigned heldBy(Report report, Instant now) {
        if (report.fence() != fence) {
            throw fenced();
        }
        mustBeInTime(now);
        return switch (state) {
            case State.Assigned a when a.agentId().equals(report.agentId()) -> a;
            case State.Assigned a -> throw fenced();
            case State.Blocked b -> throw fenced();
            case State.Queued q -> throw fenced();
            case State.Ended e -> throw alreadyEnded();
        };
    }

    private Task again(String reason, Instant notBefore, Instant now) {
        return attempt < order.maxAttempts()
                ? to(new State.Queued(notBefore), now)
                : to(new State.Failed(reason, null, now), now);
    }

    private void mustBeInTime(Instant now) {
        if (late(now)) {
            throw new Conflict("TASK_ENDED", id + " had to end before " + order.deadline());
        }
    }

    private void mustBeAssigned() {
        if (!(state instanceof State.Assigned)) {
            throw ended() ? alreadyEnded() : notHeld();
        }
    }

    private void mustBeBlocked() {
        if (!(state instanceof State.Blocked)) {
            throw ended() ? alreadyEnded() : new Conflict("TASK_NOT_BLOCKED", id + " is " + stateText());
        }
    }

    private Task moved(State next, int newAttempt, long newFence, Integer newProgress, String newNote, Instant now) {
        return new Task(
                id, sessionId, order, next, newAttempt, newFence, newProgress, newNote, createdAt, now, version);
    }

    private Task to(State next, Instant now) {
        return moved(next, attempt, fence, progress, note, now);
    }

    private Conflict fenced() {
        return new Conflict("TASK_FENCED", id + " is not yours any more: this fence is not the current claim's");
    }

    private Conflict held(State.Assigned a) {
        return new Conflict("TASK_HELD", id + " is held by agent " + a.agentId());
    }

    private Conflict notHeld() {
        return new Conflict("TASK_NOT_HELD", id + " is " + stateText() + ", no agent holds it");
    }

    private Conflict alreadyEnded() {
        return new Conflict("TASK_ENDED", id + " has already ended: " + stateText());
    }
}
