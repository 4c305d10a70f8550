package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.agent.AgentCalls;
import dev.mosaicstack.core.agent.AgentCalls.HeartbeatRequest;
import dev.mosaicstack.core.agent.AgentView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class AgentHeartbeat extends CallTool<HeartbeatRequest, AgentView> {

    AgentHeartbeat(Exchanges exchanges, AgentCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.AGENT_HEARTBEAT,
                        Hints.MOVES,
                        "Say that an agent is alive",
                        "Says that an agent is alive; one that was lost is idle again. Needed only while an "
                                + "agent works long without any other call: every call of an agent counts, and so does "
                                + "waiting in one. It does not renew the lease of a task: task_update does.",
                        HeartbeatRequest.class,
                        AgentView.class,
                        calls::heartbeat,
                        Say::agent));
    }
}
