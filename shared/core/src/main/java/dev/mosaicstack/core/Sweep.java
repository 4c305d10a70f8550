package dev.mosaicstack.core;

import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.coordination.Relay;
import dev.mosaicstack.core.session.ManageSessions;
import dev.mosaicstack.core.task.EndOverdueTasks;
import jakarta.inject.Singleton;

/** What time does to sessions, agents, tasks and requests. Run every second; any number of copies is harmless. */
@Singleton
public final class Sweep {

    private final ManageSessions sessions;
    private final SignsOfLife agents;
    private final EndOverdueTasks tasks;
    private final Relay requests;

    public Sweep(ManageSessions sessions, SignsOfLife agents, EndOverdueTasks tasks, Relay requests) {
        this.sessions = sessions;
        this.agents = agents;
        this.tasks = tasks;
        this.requests = requests;
    }

    /** @return how many things were moved; a full round means that there may be more */
    public int once() {
        return sessions.sweep() + agents.sweep() + tasks.sweep() + requests.sweep();
    }
}
