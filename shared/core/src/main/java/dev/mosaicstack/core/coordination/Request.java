package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.error.Refusal.Conflict;
import dev.mosaicstack.core.event.Event;
import java.time.Instant;

/**
 * What one agent asks another. Addressed to one agent, or to a capability: then the first reader holds it for a while.
 *
 * @param late an answer that came after the end; kept, though it changes nothing. Null where none came
 */
public record Request(
        String id,
        String sessionId,
        String from,
        String to,
        String capability,
        String topic,
        JsonNode body,
        Instant deadline,
        State state,
        JsonNode late,
        Instant createdAt,
        long version) {

    public sealed interface State {
        record Pending() implements State {}

        /** @param heldUntil when another may read it; null where it is addressed to one agent */
        record Delivered(String holder, Instant heldUntil) implements State {}

        sealed interface Ended extends State {
            Instant at();
        }

        record Responded(String by, JsonNode body, Instant at) implements Ended {}

        record Declined(String by, String reason, Instant at) implements Ended {}

        /** @param holder who had read it, and may still send a late answer; null where nobody had */
        record Expired(String holder, Instant at) implements Ended {}
    }

    /** As it is written in JSON and in the database. */
    public String stateText() {
        return switch (state) {
            case State.Pending p -> "pending";
            case State.Delivered d -> "delivered";
            case State.Responded r -> "responded";
            case State.Declined d -> "declined";
            case State.Expired e -> "expired";
        };
    }

    public boolean ended() {
        return state instanceof State.Ended;
    }

    /** As it is after the store has taken this change. */
    public Request stored() {
        return new Request(
                id, sessionId, from, to, capability, topic, body, deadline, state, late, createdAt, version + 1);
    }

    /** Who is to act: the key under which an inbox looks for it. */
    public String route() {
        return to != null ? Event.toAgent(to) : Event.toCapability(capability);
    }

    /** Shown to a reader. @param holdUntil taken only where it is addressed to a capability */
    public Request deliver(String reader, Instant holdUntil, Instant now) {
        return switch (state) {
            case State.Pending p -> with(new State.Delivered(reader, to == null ? holdUntil : null));
            case State.Delivered d when to != null -> this;
            case State.Delivered d when d.holder().equals(reader) && now.isBefore(d.heldUntil()) -> this;
            case State.Delivered d when !now.isBefore(d.heldUntil()) -> with(new State.Delivered(reader, holdUntil));
            case State.Delivered d -> throw new Conflict("REQUEST_HELD", id + " is held by another agent");
            case State.Ended e -> throw alreadyEnded();
        };
    }

    public Request respond(String by, JsonNode answer, Instant now) {
        mayAnswer(by, now);
        return with(new State.Responded(by, answer, now));
    }

    public Request decline(String by, String reason, Instant now) {
        mayAnswer(by, now);
        return with(new State.Declined(by, reason, now));
    }

    /** @throws Conflict {@code REQUEST_IN_TIME} before its deadline */
    public Request expire(Instant now) {
        if (now.isBefore(deadline)) {
            throw new Conflict("REQUEST_IN_TIME", id + " has not reached its deadline");
        }
        return endSession(now);
    }

    /** Its session ends: expired, whatever the deadline says. */
    public Request endSession(Instant now) {
        if (ended()) {
            throw alreadyEnded();
        }
        String holder = state instanceof State.Delivered d ? d.holder() : null;
        return with(new State.Expired(holder, now));
    }

    /** True once nobody may answer any more, also while the background work has not written that down yet. */
    public boolean tooLate(Instant now) {
        return state instanceof State.Expired || (!ended() && !now.isBefore(deadline));
    }

    public Request keepLate(JsonNode answer) {
        return new Request(
                id, sessionId, from, to, capability, topic, body, deadline, state, answer, createdAt, version);
    }

    /** May this agent answer? Addressed to it, or held by it: a hold that is over stays good until another reads it. */
    public void mustBeAnsweredBy(String agent) {
        boolean mine = to != null
                ? to.equals(agent)
                : switch (state) {
                    case State.Delivered d -> d.holder().equals(agent);
                    case State.Responded r -> r.by().equals(agent);
                    case State.Declined d -> d.by().equals(agent);
                    case State.Pending p -> false;
                    case State.Expired e -> agent.equals(e.holder());
                };
        if (!mine) {
            throw new Refusal.Forbidden("only the agent that holds the request may answer it");
        }
    }

    private void mayAnswer(String by, Instant now) {
        mustBeAnsweredBy(by);
        if (tooLate(now)) {
            throw new Conflict("REQUEST_EXPIRED", id + " expired at " + deadline);
        }
        if (ended()) {
            throw alreadyEnded();
        }
    }

    private Request with(State next) {
        return new Request(id, sessionId, from, to, capability, topic, body, deadline, next, late, createdAt, version);
    }

    private Conflict alreadyEnded() {
        return new Conflict("REQUEST_ENDED", id + " has already ended: " + stateText());
    }
}
