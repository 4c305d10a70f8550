package dev.mosaicstack.functions.sessioncreate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.agent.Agents;
import dev.mosaicstack.core.agent.ManageAgents;
import dev.mosaicstack.core.agent.ManageAgents.Deployed;
import dev.mosaicstack.core.agent.ManageAgents.Wanted;
import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** POST /agent-deploy, /agent-heartbeat, /agent-list, /agent-stop: the agents of a session. */
public class AgentFunction {

    public record DeployRequest(
            String sessionId, String name, String role, List<String> capabilities, JsonNode metadata) {}

    public record IdRequest(String agentId) {}

    public record ListRequest(String sessionId, String state, String capability, Integer limit, String cursor) {}

    /** @param token only in agent-deploy, and only there */
    public record Response(
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

        static Response of(Agent agent) {
            return of(agent, null);
        }

        static Response of(Deployed deployed) {
            return of(deployed.agent(), deployed.secret());
        }

        private static Response of(Agent agent, String token) {
            return new Response(
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

    public record ListResponse(List<Response> items, String nextCursor) {}

    private final Edge edge;
    private final ManageAgents agents;
    private final SignsOfLife signs;

    AgentFunction(Edge edge, ManageAgents agents, SignsOfLife signs) {
        this.edge = edge;
        this.agents = agents;
        this.signs = signs;
    }

    @Funq("agent-deploy")
    public Uni<Response> deploy(DeployRequest request) {
        return edge.call(
                Call.AGENT_DEPLOY,
                request,
                exchange -> agents.deploy(
                        exchange.status(201).caller(),
                        Wanted.of(
                                request.sessionId(),
                                request.name(),
                                request.role(),
                                request.capabilities(),
                                request.metadata()),
                        exchange.<Deployed, Response>answer(Response.class, Response::of)));
    }

    @Funq("agent-heartbeat")
    public Uni<Response> heartbeat(IdRequest request) {
        return edge.call(
                Call.AGENT_HEARTBEAT,
                request,
                exchange -> Response.of(signs.heartbeat(exchange.caller(), id(request))));
    }

    @Funq("agent-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.AGENT_LIST, request, exchange -> {
            var check = new Check();
            Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
            String session = check.optionalId("sessionId", request.sessionId());
            String state = check.oneOf("state", request.state(), "idle", "busy", "stopped", "lost");
            check.done();
            Page<Response> page = agents.list(
                            exchange.caller(), new Agents.Filter(session, state, request.capability()), ask)
                    .map(Response::of);
            return new ListResponse(page.items(), page.nextCursor());
        });
    }

    @Funq("agent-stop")
    public Uni<Response> stop(IdRequest request) {
        return edge.call(
                Call.AGENT_STOP, request, exchange -> Response.of(agents.stop(exchange.caller(), id(request))));
    }

    private static String id(IdRequest request) {
        var check = new Check();
        String id = check.id("agentId", request.agentId());
        check.done();
        return id;
    }
}
