package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.agent.AgentCalls;
import dev.mosaicstack.core.agent.AgentCalls.ListRequest;
import dev.mosaicstack.core.agent.AgentCalls.ListResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class AgentList extends CallTool<ListRequest, ListResponse> {

    AgentList(Exchanges exchanges, AgentCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.AGENT_LIST,
                        Hints.READS,
                        "List agents",
                        "Lists agents, newest first, with their capabilities and whether they are idle, busy, "
                                + "stopped or lost. Use it to see who can do something before assigning to it, or who has "
                                + "gone silent.",
                        ListRequest.class,
                        ListResponse.class,
                        calls::list,
                        AgentList::say));
    }

    private static String say(ListResponse page) {
        return Say.list("agents", page.items(), Say::agent, page.nextCursor());
    }
}
