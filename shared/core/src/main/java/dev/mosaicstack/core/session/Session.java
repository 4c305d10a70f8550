package dev.mosaicstack.core.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;

/**
 * One piece of work of an AI client: its agents, tasks and requests live and end with it.
 *
 * @param metadata a JSON object of the client's own; null where it gave none
 */
public record Session(
        String id,
        String project,
        String client,
        State state,
        Instant createdAt,
        Instant expiresAt,
        JsonNode metadata,
        long version) {

    public sealed interface State {
        record Active() implements State {}

        record Closed(Instant at) implements State {}

        record Expired(Instant at) implements State {}
    }

    /** As it is written in JSON and in the database. */
    public String stateText() {
        return switch (state) {
            case State.Active a -> "active";
            case State.Closed c -> "closed";
            case State.Expired e -> "expired";
        };
    }

    /** Null while it is active. */
    public Instant endedAt() {
        return switch (state) {
            case State.Active a -> null;
            case State.Closed c -> c.at();
            case State.Expired e -> e.at();
        };
    }

    public boolean active() {
        return state instanceof State.Active;
    }

    /** @throws Refusal.Conflict {@code SESSION_CLOSED} where it has ended, or its time is over though nobody swept it yet */
    public Session mustBeActive(Instant now) {
        if (!active() || !now.isBefore(expiresAt)) {
            throw new Refusal.Conflict("SESSION_CLOSED", "session " + id + " has ended");
        }
        return this;
    }

    /** @throws Refusal.Conflict {@code SESSION_CLOSED} where it has ended */
    public Session close(Instant now) {
        return ended(new State.Closed(now));
    }

    /** @throws Refusal.Conflict {@code SESSION_CLOSED} where it has ended, {@code SESSION_ACTIVE} before its time */
    public Session expire(Instant now) {
        if (active() && now.isBefore(expiresAt)) {
            throw new Refusal.Conflict("SESSION_ACTIVE", "session " + id + " is not over yet");
        }
        return ended(new State.Expired(now));
    }

    /** As it is after the store has taken this change. */
    public Session stored() {
        return new Session(id, project, client, state, createdAt, expiresAt, metadata, version + 1);
    }

    private Session ended(State end) {
        if (!active()) {
            throw new Refusal.Conflict("SESSION_CLOSED", "session " + id + " has ended");
        }
        return new Session(id, project, client, end, createdAt, expiresAt, metadata, version);
    }
}
