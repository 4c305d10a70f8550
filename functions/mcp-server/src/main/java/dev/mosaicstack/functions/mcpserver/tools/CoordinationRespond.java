package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.coordination.InboxCalls;
import dev.mosaicstack.core.coordination.InboxCalls.RespondRequest;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class CoordinationRespond extends CallTool<RespondRequest, RequestView> {

    CoordinationRespond(Exchanges exchanges, InboxCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.COORDINATION_RESPOND,
                        Hints.MOVES,
                        "Answer a request",
                        "Answers, as an agent, a request of its inbox: with a body, or with a declineReason "
                                + "where it cannot. REQUEST_EXPIRED means that it came too late: it is kept, but the asker "
                                + "does not wait any more.",
                        RespondRequest.class,
                        RequestView.class,
                        calls::respond,
                        Say::request));
    }
}
