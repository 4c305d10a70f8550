package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionCalls.CreateRequest;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class SessionCreate extends CallTool<CreateRequest, SessionView> {

    SessionCreate(Exchanges exchanges, SessionCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.SESSION_CREATE,
                        Hints.ADDS,
                        "Open a session",
                        "Opens a session: the room in which agents work on one project. Everything else happens "
                                + "in a session, so this comes first; then agent_deploy and task_assign, with its "
                                + "sessionId. It ends with session_close, or by itself when its time is over.",
                        CreateRequest.class,
                        SessionView.class,
                        calls::create,
                        Say::session));
    }
}
