package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.alert.AlertCalls;
import dev.mosaicstack.core.alert.AlertCalls.ListRequest;
import dev.mosaicstack.core.alert.AlertCalls.ListResponse;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /alert-list: what is wrong, and what was until a short while ago. */
public class AlertFunction {

    private final Edge edge;
    private final AlertCalls calls;

    AlertFunction(Edge edge, AlertCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("alert-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.ALERT_LIST, request, calls::list);
    }
}
