package dev.mosaicstack.functions.sessioncreate;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.agent.AgentCalls;
import dev.mosaicstack.core.agent.AgentCalls.DeployRequest;
import dev.mosaicstack.core.agent.AgentCalls.HeartbeatRequest;
import dev.mosaicstack.core.agent.AgentCalls.ListRequest;
import dev.mosaicstack.core.agent.AgentCalls.ListResponse;
import dev.mosaicstack.core.agent.AgentCalls.StopRequest;
import dev.mosaicstack.core.agent.AgentView;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /agent-deploy, /agent-heartbeat, /agent-list, /agent-stop: the agents of a session. */
public class AgentFunction {

    private final Edge edge;
    private final AgentCalls calls;

    AgentFunction(Edge edge, AgentCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("agent-deploy")
    public Uni<AgentView> deploy(DeployRequest request) {
        return edge.call(Call.AGENT_DEPLOY, 201, request, calls::deploy);
    }

    @Funq("agent-heartbeat")
    public Uni<AgentView> heartbeat(HeartbeatRequest request) {
        return edge.call(Call.AGENT_HEARTBEAT, request, calls::heartbeat);
    }

    @Funq("agent-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.AGENT_LIST, request, calls::list);
    }

    @Funq("agent-stop")
    public Uni<AgentView> stop(StopRequest request) {
        return edge.call(Call.AGENT_STOP, request, calls::stop);
    }
}
