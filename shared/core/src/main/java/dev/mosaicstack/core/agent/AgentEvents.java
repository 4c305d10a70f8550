package dev.mosaicstack.core.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;

/** Stores an agent's change with its event. */
@Singleton
public final class AgentEvents {

    private final Recorder recorder;

    public AgentEvents(Recorder recorder) {
        this.recorder = recorder;
    }

    public Agent deploy(Tx tx, Caller caller, Agent agent) {
        tx.agents().insert(agent);
        record(tx, caller, agent, "deployed");
        return agent;
    }

    public Agent store(Tx tx, Caller caller, Agent changed, String what) {
        Agent stored = tx.agents().update(changed);
        record(tx, caller, stored, what);
        return stored;
    }

    private void record(Tx tx, Caller caller, Agent agent, String what) {
        ObjectNode data = Recorder.data()
                .put("agentId", agent.id())
                .put("sessionId", agent.sessionId())
                .put("name", agent.name())
                .put("role", agent.role())
                .put("state", agent.stateText())
                .put("version", agent.version());
        ArrayNode capabilities = data.putArray("capabilities");
        agent.capabilities().forEach(capabilities::add);
        recorder.record(
                tx,
                caller,
                "mcp",
                "agent." + what,
                new Recorder.About("agents/" + agent.id(), agent.sessionId()),
                data);
    }
}
