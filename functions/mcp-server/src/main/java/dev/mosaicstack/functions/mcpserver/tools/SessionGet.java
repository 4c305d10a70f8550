package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionCalls.GetRequest;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class SessionGet extends CallTool<GetRequest, SessionView> {

    SessionGet(Exchanges exchanges, SessionCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.SESSION_GET,
                        Hints.READS,
                        "Look at a session",
                        "Shows one session: its state, when it expires, and how many of its tasks are in which "
                                + "state. Which tasks and agents these are is told by task_list and agent_list.",
                        GetRequest.class,
                        SessionView.class,
                        calls::get,
                        Say::session));
    }
}
