package dev.mosaicstack.core.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A worker of one session. Whether it is idle or busy is not stored: it is busy while a task is assigned to it.
 *
 * @param metadata a JSON object of the client's own; null where it gave none
 * @param lastSeenAt its last authenticated call
 * @param busy derived: it holds at least one task
 */
public record Agent(
        String id,
        String sessionId,
        String name,
        String role,
        Set<String> capabilities,
        JsonNode metadata,
        State state,
        Instant createdAt,
        Instant lastSeenAt,
        boolean busy,
        long version) {

    /** Missed heartbeats after which an agent is lost. */
    public static final int MISSED_HEARTBEATS = 3;

    public sealed interface State {
        record Live() implements State {}

        record Lost() implements State {}

        record Stopped(Instant at) implements State {}
    }

    /** As it is written in JSON. */
    public String stateText() {
        return switch (state) {
            case State.Live live -> busy ? "busy" : "idle";
            case State.Lost lost -> "lost";
            case State.Stopped stopped -> "stopped";
        };
    }

    /**
     * The audiences this agent belongs to: itself, and each capability.
     *
     * @param narrowed only these capabilities; empty for all
     */
    public List<String> audiences(Set<String> narrowed) {
        List<String> audiences = new ArrayList<>();
        audiences.add(Event.toAgent(id));
        for (String capability : capabilities) {
            if (narrowed.isEmpty() || narrowed.contains(capability)) {
                audiences.add(Event.toCapability(capability));
            }
        }
        return audiences;
    }

    /** What to wait for on behalf of these audiences. */
    public List<String> topics(List<String> audiences) {
        return audiences.stream()
                .map(audience -> Event.topic(sessionId, audience))
                .toList();
    }

    public boolean lost() {
        return state instanceof State.Lost;
    }

    public boolean stopped() {
        return state instanceof State.Stopped;
    }

    /** @throws Refusal.Conflict {@code AGENT_STOPPED} */
    public Agent mustNotBeStopped() {
        if (stopped()) {
            throw new Refusal.Conflict("AGENT_STOPPED", "agent " + id + " was stopped");
        }
        return this;
    }

    /** A sign of life: a lost agent is back. @throws Refusal.Conflict {@code AGENT_STOPPED} */
    public Agent seen(Instant now) {
        mustNotBeStopped();
        return with(new State.Live(), now);
    }

    /** @throws Refusal.Conflict {@code AGENT_STOPPED} where it was stopped, {@code AGENT_LOST} where it is lost already */
    public Agent lose() {
        mustNotBeStopped();
        if (lost()) {
            throw new Refusal.Conflict("AGENT_LOST", "agent " + id + " is lost already");
        }
        return with(new State.Lost(), lastSeenAt);
    }

    /** @throws Refusal.Conflict {@code AGENT_STOPPED} where it was stopped before */
    public Agent stop(Instant now) {
        mustNotBeStopped();
        return with(new State.Stopped(now), lastSeenAt);
    }

    private Agent with(State next, Instant seen) {
        return new Agent(id, sessionId, name, role, capabilities, metadata, next, createdAt, seen, busy, version);
    }
}
