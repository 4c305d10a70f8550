package dev.mosaicstack.core.agent;

import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.TaskMoves;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Heartbeats: who is there, who is lost, who is back. */
@Singleton
public final class SignsOfLife {

    private static final Logger LOG = Logger.getLogger(SignsOfLife.class);
    private static final int ROUND = 100;

    /** More remembered agents than this are looked through for those that have gone. */
    private static final int MANY = 10_000;

    private final Store store;
    private final AgentEvents events;
    private final TaskMoves moves;
    private final Timing timing;
    private final Clock clock;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    public SignsOfLife(Store store, AgentEvents events, TaskMoves moves, Timing timing, Clock clock) {
        this.store = store;
        this.events = events;
        this.moves = moves;
        this.timing = timing;
        this.clock = clock;
    }

    /** The agent's own call. Renews no lease. */
    public Agent heartbeat(Caller caller, String agentId) {
        caller.mustBe(agentId);
        return store.write(tx -> {
            Agent agent = tx.agents().find(agentId).orElseThrow(() -> Refusal.NotFound.of("agent", agentId));
            tx.sessions().active(agent.sessionId(), clock.instant());
            return back(tx, caller, agent, clock.instant());
        });
    }

    /**
     * Any authenticated call of an agent counts as a heartbeat. Written at most four times a heartbeat, so that a busy
     * agent does not cost a write with each call.
     */
    public void seen(Caller caller) {
        if (!caller.isAgent()) {
            return;
        }
        Instant now = clock.instant();
        Duration often = timing.heartbeat().dividedBy(4);
        Instant last = written.get(caller.agentId());
        if (last != null && now.isBefore(last.plus(often))) {
            return;
        }
        store.write(tx -> tx.agents()
                .find(caller.agentId())
                .filter(agent -> !agent.stopped())
                .map(agent -> back(tx, caller, agent, now)));
        if (written.size() > MANY) {
            written.values().removeIf(at -> at.isBefore(now.minus(often)));
        }
        written.put(caller.agentId(), now);
    }

    /** A sign of life inside another write. */
    public Agent back(Tx tx, Caller caller, Agent agent, Instant now) {
        Agent alive = agent.seen(now);
        if (!agent.lost()) {
            tx.agents().touch(agent.id(), now);
            return alive;
        }
        return events.store(tx, caller, alive, "returned");
    }

    /** Background work: agents that missed their heartbeats are lost, and their tasks are queued again. */
    public int sweep() {
        Instant now = clock.instant();
        Instant before = now.minus(timing.heartbeat().multipliedBy(Agent.MISSED_HEARTBEATS));
        int lost = 0;
        for (String id : store.read(tx -> tx.agents().silentSince(before, ROUND))) {
            if (store.write(tx -> lose(tx, id, before, now))) {
                LOG.infof(
                        "agent %s is lost: silent for %s; its tasks are queued again",
                        id, Duration.between(before, now));
                lost++;
            }
        }
        return lost;
    }

    private boolean lose(Tx tx, String id, Instant before, Instant now) {
        Agent agent = tx.agents().find(id).orElseThrow();
        if (!(agent.state() instanceof Agent.State.Live) || !agent.lastSeenAt().isBefore(before)) {
            return false;
        }
        events.store(tx, Caller.SYSTEM, agent.lose(), "lost");
        for (Task task : tx.tasks().assignedTo(id)) {
            moves.store(tx, Caller.SYSTEM, task.loseAgent(now));
        }
        return true;
    }
}
