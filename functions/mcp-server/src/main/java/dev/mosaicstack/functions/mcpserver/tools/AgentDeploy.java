package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.agent.AgentCalls;
import dev.mosaicstack.core.agent.AgentCalls.DeployRequest;
import dev.mosaicstack.core.agent.AgentView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class AgentDeploy extends CallTool<DeployRequest, AgentView> {

    AgentDeploy(Exchanges exchanges, AgentCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.AGENT_DEPLOY,
                        Hints.ADDS,
                        "Deploy an agent",
                        "Registers an agent in a session, with the capabilities by which tasks and requests find "
                                + "it. It does not start a program: whoever works as this agent uses the token of the "
                                + "answer, which is shown once and cannot be read again. Next, give it work with "
                                + "task_assign.",
                        DeployRequest.class,
                        AgentView.class,
                        calls::deploy,
                        AgentDeploy::say));
    }

    private static String say(AgentView agent) {
        return Say.agent(agent) + "\nIts token, shown only this once: " + agent.token();
    }
}
