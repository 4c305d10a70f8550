package dev.mosaicstack.functions.sessioncreate;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionCalls.CloseRequest;
import dev.mosaicstack.core.session.SessionCalls.CreateRequest;
import dev.mosaicstack.core.session.SessionCalls.GetRequest;
import dev.mosaicstack.core.session.SessionCalls.ListRequest;
import dev.mosaicstack.core.session.SessionCalls.ListResponse;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /session-create, /session-get, /session-list, /session-close: AI sessions. */
public class SessionFunction {

    private final Edge edge;
    private final SessionCalls calls;

    SessionFunction(Edge edge, SessionCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("session-create")
    public Uni<SessionView> create(CreateRequest request) {
        return edge.call(Call.SESSION_CREATE, 201, request, calls::create);
    }

    @Funq("session-get")
    public Uni<SessionView> get(GetRequest request) {
        return edge.call(Call.SESSION_GET, request, calls::get);
    }

    @Funq("session-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.SESSION_LIST, request, calls::list);
    }

    @Funq("session-close")
    public Uni<SessionView> close(CloseRequest request) {
        return edge.call(Call.SESSION_CLOSE, request, calls::close);
    }
}
