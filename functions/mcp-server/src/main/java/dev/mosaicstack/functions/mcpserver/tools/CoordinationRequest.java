package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.coordination.RequestCalls;
import dev.mosaicstack.core.coordination.RequestCalls.AskRequest;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;

/** Where it waits, a client that takes tasks gets the request as one. */
@Singleton
final class CoordinationRequest extends CallTool<AskRequest, RequestView> {

    private final RequestCalls calls;

    CoordinationRequest(Exchanges exchanges, RequestCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.COORDINATION_REQUEST,
                        Hints.ADDS,
                        "Ask another agent",
                        "Asks, as an agent, another agent (to) or whichever agent has a capability. With waitSeconds the"
                                + " answer has the response if it came in time; else go on with coordination_get and the"
                                + " requestId. It expires after timeoutSeconds without an answer.",
                        AskRequest.class,
                        RequestView.class,
                        calls::ask,
                        Say::request));
        this.calls = calls;
    }

    @Override
    public Outcome<ToolResult> call(Asked asked) {
        boolean later = asked.client().takesTasks()
                && asked.arguments().path("waitSeconds").asInt() > 0;
        if (!later) {
            return super.call(asked);
        }
        RequestView request = with(asked, calls::start);
        return request.endedAt() == null
                ? new Outcome.Started<>(CoordinationRequests.asTask(request))
                : Outcome.done(result(request));
    }
}
