package dev.mosaicstack.core.session;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.agent.AgentEvents;
import dev.mosaicstack.core.coordination.Request;
import dev.mosaicstack.core.coordination.RequestEvents;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.TaskMoves;
import jakarta.inject.Singleton;
import java.time.Instant;

/** What ends with a session, in the same transaction: open tasks, open requests, agents, their tokens. */
@Singleton
public final class EndOfSession {

    private final TaskMoves tasks;
    private final RequestEvents requests;
    private final AgentEvents agents;

    public EndOfSession(TaskMoves tasks, RequestEvents requests, AgentEvents agents) {
        this.tasks = tasks;
        this.requests = requests;
        this.agents = agents;
    }

    void cascade(Tx tx, Caller caller, Session ended) {
        Instant now = ended.endedAt();
        for (String id : tx.tasks().notEnded(ended.id())) {
            // Cancelling one cancels what depends on it, so this one may have ended a moment ago.
            Task task = tx.tasks().find(id).orElseThrow();
            if (!task.ended()) {
                tasks.store(tx, caller, task.endSession(now));
            }
        }
        for (Request request : tx.requests().open(ended.id())) {
            requests.store(tx, caller, request.endSession(now), "expired");
        }
        for (Agent agent : tx.agents().notStopped(ended.id())) {
            agents.store(tx, caller, agent.stop(now), "stopped");
        }
        tx.tokens().revokeOfSession(ended.id(), now);
    }
}
