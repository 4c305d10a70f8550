package dev.mosaicstack.functions.coordinationrelay;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.coordination.RequestCalls;
import dev.mosaicstack.core.coordination.RequestCalls.AskRequest;
import dev.mosaicstack.core.coordination.RequestCalls.GetRequest;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /coordination-request, /coordination-get: one agent asks another, and waits for what it says. */
public class RequestFunction {

    private final Edge edge;
    private final RequestCalls calls;

    RequestFunction(Edge edge, RequestCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("coordination-request")
    public Uni<RequestView> ask(AskRequest request) {
        return edge.call(Call.COORDINATION_REQUEST, 201, request, calls::ask);
    }

    @Funq("coordination-get")
    public Uni<RequestView> get(GetRequest request) {
        return edge.call(Call.COORDINATION_GET, request, calls::get);
    }
}
