package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionCalls.ListRequest;
import dev.mosaicstack.core.session.SessionCalls.ListResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class SessionList extends CallTool<ListRequest, ListResponse> {

    SessionList(Exchanges exchanges, SessionCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.SESSION_LIST,
                        Hints.READS,
                        "List sessions",
                        "Lists sessions, newest first, of one project or in one state where asked. Use it to "
                                + "find a sessionId again.",
                        ListRequest.class,
                        ListResponse.class,
                        calls::list,
                        SessionList::say));
    }

    private static String say(ListResponse page) {
        return Say.list("sessions", page.items(), Say::session, page.nextCursor());
    }
}
