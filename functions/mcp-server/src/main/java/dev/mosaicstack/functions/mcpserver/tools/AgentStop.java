package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.agent.AgentCalls;
import dev.mosaicstack.core.agent.AgentCalls.StopRequest;
import dev.mosaicstack.core.agent.AgentView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class AgentStop extends CallTool<StopRequest, AgentView> {

    AgentStop(Exchanges exchanges, AgentCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.AGENT_STOP,
                        Hints.ENDS,
                        "Stop an agent",
                        "Stops an agent for good and revokes its token. What it works on is queued again for "
                                + "others and loses no attempt; tasks that only this agent may do have failed.",
                        StopRequest.class,
                        AgentView.class,
                        calls::stop,
                        Say::agent));
    }
}
