package dev.mosaicstack.core.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.agent.ManageAgents.Deployed;
import java.time.Instant;
import java.util.List;

/** An agent as callers see it. @param token only in agent-deploy, and only there */
public record AgentView(
        String agentId,
        String token,
        String sessionId,
        String name,
        String role,
        List<String> capabilities,
        JsonNode metadata,
        String state,
        Instant createdAt,
        Instant lastSeenAt,
        long version) {

    static AgentView of(Agent agent) {
        return of(agent, null);
    }

    static AgentView of(Deployed deployed) {
        return of(deployed.agent(), deployed.secret());
    }

    private static AgentView of(Agent agent, String token) {
        return new AgentView(
                agent.id(),
                token,
                agent.sessionId(),
                agent.name(),
                agent.role(),
                List.copyOf(agent.capabilities()),
                agent.metadata(),
                agent.stateText(),
                agent.createdAt(),
                agent.lastSeenAt(),
                agent.version());
    }
}
