package dev.mosaicstack.functions.coordinationrelay;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.coordination.InboxCalls;
import dev.mosaicstack.core.coordination.InboxCalls.InboxRequest;
import dev.mosaicstack.core.coordination.InboxCalls.InboxResponse;
import dev.mosaicstack.core.coordination.InboxCalls.RespondRequest;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /coordination-inbox, /coordination-respond: the asked agent reads and answers. */
public class InboxFunction {

    private final Edge edge;
    private final InboxCalls calls;

    InboxFunction(Edge edge, InboxCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("coordination-inbox")
    public Uni<InboxResponse> read(InboxRequest request) {
        return edge.call(Call.COORDINATION_INBOX, request, calls::read);
    }

    @Funq("coordination-respond")
    public Uni<RequestView> respond(RespondRequest request) {
        return edge.call(Call.COORDINATION_RESPOND, request, calls::respond);
    }
}
