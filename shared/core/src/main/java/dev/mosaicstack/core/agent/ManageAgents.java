package dev.mosaicstack.core.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.IssueTokens;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.TaskMoves;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Registers, lists and stops the agents of a session. */
@Singleton
public final class ManageAgents {

    /** What a client wants registered. */
    public record Wanted(String sessionId, String name, String role, Set<String> capabilities, JsonNode metadata) {

        public static Wanted of(
                String sessionId, String name, String role, List<String> capabilities, JsonNode metadata) {
            var check = new Check();
            if (capabilities == null) {
                check.problem("capabilities", "is required (it may be empty)");
            }
            var wanted = new Wanted(
                    check.id("sessionId", sessionId),
                    check.text("name", name),
                    check.text("role", role),
                    check.names("capabilities", capabilities),
                    check.object("metadata", metadata));
            check.done();
            return wanted;
        }
    }

    /** An agent with the secret of its token. */
    public record Deployed(Agent agent, String secret) {}

    private final Store store;
    private final AgentEvents events;
    private final IssueTokens tokens;
    private final TaskMoves moves;
    private final Ids ids;
    private final Clock clock;

    public ManageAgents(Store store, AgentEvents events, IssueTokens tokens, TaskMoves moves, Ids ids, Clock clock) {
        this.store = store;
        this.events = events;
        this.tokens = tokens;
        this.moves = moves;
        this.ids = ids;
        this.clock = clock;
    }

    /** A repeat with the same Idempotency-Key gets the same agent with a fresh token; the earlier one is revoked. */
    public <R> R deploy(Caller caller, Wanted wanted, Answer<Deployed, R> answer) {
        return store.write(tx -> {
            Session session = tx.sessions().active(wanted.sessionId(), clock.instant());
            Agent agent = answer.subject(tx)
                    .map(id -> tx.agents().find(id).orElseThrow().mustNotBeStopped())
                    .orElseGet(() -> insert(tx, caller, wanted, answer));
            String secret = tokens.forAgent(tx, agent, session.expiresAt()).secret();
            return answer.present(new Deployed(agent, secret));
        });
    }

    private Agent insert(Tx tx, Caller caller, Wanted wanted, Answer<Deployed, ?> answer) {
        Instant now = clock.instant();
        var agent = new Agent(
                ids.next(),
                wanted.sessionId(),
                wanted.name(),
                wanted.role(),
                wanted.capabilities(),
                wanted.metadata(),
                new Agent.State.Live(),
                now,
                now,
                false,
                1);
        events.deploy(tx, caller, agent);
        answer.keepSubject(tx, agent.id());
        return agent;
    }

    public Page<Agent> list(Caller caller, Agents.Filter filter, Page.Ask ask) {
        if (filter.sessionId() != null) {
            caller.mustSee(filter.sessionId(), "session", filter.sessionId());
        }
        String session = caller.isAgent() ? caller.sessionId() : filter.sessionId();
        var own = new Agents.Filter(session, filter.state(), filter.capability());
        return Page.of(store.read(tx -> tx.agents().list(own, ask)), ask, Agent::id);
    }

    /** Stopping twice is no error: the answer is the same. */
    public Agent stop(Caller caller, String agentId) {
        return store.write(tx -> {
            Agent agent = tx.agents().find(agentId).orElseThrow(() -> Refusal.NotFound.of("agent", agentId));
            return agent.stopped() ? agent : stop(tx, caller, agent);
        });
    }

    private Agent stop(Tx tx, Caller caller, Agent agent) {
        Instant now = clock.instant();
        Agent stopped = events.store(tx, caller, agent.stop(now), "stopped");
        tx.tokens().revokeOfAgent(agent.id(), now);
        for (Task task : tx.tasks().assignedTo(agent.id())) {
            moves.store(tx, caller, task.stopAgent(now));
        }
        for (Task task : tx.tasks().waitingFor(agent.id())) {
            // One that waited for another of these may have been ended by it a moment ago: read it again.
            Task current = tx.tasks().find(task.id()).orElseThrow();
            if (!current.ended()) {
                moves.store(tx, caller, current.stopAgent(now));
            }
        }
        return tx.agents().find(stopped.id()).orElseThrow();
    }
}
