package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionCalls.CloseRequest;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class SessionClose extends CallTool<CloseRequest, SessionView> {

    SessionClose(Exchanges exchanges, SessionCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.SESSION_CLOSE,
                        Hints.ENDS,
                        "Close a session",
                        "Ends a session for good: its open tasks are cancelled, its open requests expire, its "
                                + "agents are stopped and their tokens revoked. Use it when the work is done or given up; "
                                + "closing again gives the same answer.",
                        CloseRequest.class,
                        SessionView.class,
                        calls::close,
                        Say::session));
    }
}
