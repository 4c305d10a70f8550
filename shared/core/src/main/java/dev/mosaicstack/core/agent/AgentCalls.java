package dev.mosaicstack.core.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.agent.ManageAgents.Deployed;
import dev.mosaicstack.core.agent.ManageAgents.Wanted;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.input.Page;
import jakarta.inject.Singleton;
import java.util.List;

/** The calls agent-deploy, agent-heartbeat, agent-list and agent-stop. */
@Singleton
public final class AgentCalls {

    public record DeployRequest(
            @Field(value = "The session that it works in", required = true, id = true)
            String sessionId,

            @Field(value = "What it is called", required = true, min = 1, max = Check.MAX_TEXT)
            String name,

            @Field(value = "What it is for", required = true, min = 1, max = Check.MAX_TEXT)
            String role,

            @Field(
                    value =
                            "What it can do: names of letters, digits or . _ : / + # -, each at most 100 long; may be empty",
                    required = true,
                    max = 100)
            List<String> capabilities,

            @Field(value = "Anything to keep with it", object = true)
            JsonNode metadata) {}

    public record HeartbeatRequest(
            @Field(value = "The agent that is alive" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId) {}

    public record StopRequest(
            @Field(value = "The agent", required = true, id = true)
            String agentId) {}

    public record ListRequest(
            @Field(value = "Only agents of this session", id = true)
            String sessionId,

            @Field(
                    value = "Only agents in this state",
                    oneOf = {"idle", "busy", "stopped", "lost"})
            String state,

            @Field("Only agents that can do this") String capability,

            @Field(value = Page.LIMIT, min = 1, max = Page.MOST)
            Integer limit,

            @Field(Page.CURSOR) String cursor) {}

    public record ListResponse(
            List<AgentView> items, @Field(Page.NEXT) String nextCursor) {}

    private final ManageAgents agents;
    private final SignsOfLife signs;

    public AgentCalls(ManageAgents agents, SignsOfLife signs) {
        this.agents = agents;
        this.signs = signs;
    }

    public AgentView deploy(Exchange exchange, DeployRequest request) {
        return agents.deploy(
                exchange.caller(),
                Wanted.of(
                        request.sessionId(),
                        request.name(),
                        request.role(),
                        request.capabilities(),
                        request.metadata()),
                exchange.<Deployed, AgentView>answer(AgentView.class, AgentView::of));
    }

    public AgentView heartbeat(Exchange exchange, HeartbeatRequest request) {
        return AgentView.of(
                signs.heartbeat(exchange.caller(), id(exchange.caller().agentOr(request.agentId()))));
    }

    public ListResponse list(Exchange exchange, ListRequest request) {
        var check = new Check();
        Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
        String session = check.optionalId("sessionId", request.sessionId());
        String state = check.oneOf("state", request.state(), "idle", "busy", "stopped", "lost");
        check.done();
        Page<AgentView> page = agents.list(
                        exchange.caller(), new Agents.Filter(session, state, request.capability()), ask)
                .map(AgentView::of);
        return new ListResponse(page.items(), page.nextCursor());
    }

    public AgentView stop(Exchange exchange, StopRequest request) {
        return AgentView.of(agents.stop(exchange.caller(), id(request.agentId())));
    }

    private static String id(String agentId) {
        var check = new Check();
        String id = check.id("agentId", agentId);
        check.done();
        return id;
    }
}
