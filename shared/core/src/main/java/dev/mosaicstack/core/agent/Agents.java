package dev.mosaicstack.core.agent;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The agent rows, seen from inside a transaction. */
public interface Agents {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String sessionId, String state, String capability) {}

    void insert(Agent agent);

    /** Inside a write, to change it: nobody else changes it, or relies on it, before the write has ended. */
    Optional<Agent> find(String id);

    /** Inside a write, to rely on it: it stays as it is until the write has ended. */
    Optional<Agent> findShared(String id);

    /**
     * @throws Refusal.NotFound {@code AGENT_UNKNOWN}, also where it is of another session
     * @throws Refusal.Conflict {@code AGENT_STOPPED}
     */
    default Agent ofSession(String id, String sessionId) {
        return findShared(id)
                .filter(agent -> agent.sessionId().equals(sessionId))
                .orElseThrow(() -> Refusal.NotFound.of("agent", id))
                .mustNotBeStopped();
    }

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @return what is stored now
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Agent update(Agent agent);

    /** Sets only {@code lastSeenAt}, of a live agent, and raises no version: a sign of life is not a change of state. */
    void touch(String id, Instant now);

    List<Agent> notStopped(String sessionId);

    /** Newest first, up to {@code limit + 1}. */
    List<Agent> list(Filter filter, Page.Ask ask);

    /** Ids of live agents not seen since {@code before}. */
    List<String> silentSince(Instant before, int limit);

    /** Ids of agents whose session ended at {@code before} or earlier and has neither tasks nor requests any more. */
    List<String> ofSessionsEndedBefore(Instant before, int limit);

    void forget(String id);
}
