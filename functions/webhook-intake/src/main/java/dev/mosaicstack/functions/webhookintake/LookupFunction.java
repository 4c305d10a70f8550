package dev.mosaicstack.functions.webhookintake;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.webhook.DeliveryCalls;
import dev.mosaicstack.core.webhook.DeliveryCalls.GetRequest;
import dev.mosaicstack.core.webhook.DeliveryCalls.GetResponse;
import dev.mosaicstack.core.webhook.DeliveryCalls.ListRequest;
import dev.mosaicstack.core.webhook.DeliveryCalls.ListResponse;
import dev.mosaicstack.core.webhook.DeliveryCalls.ReplayRequest;
import dev.mosaicstack.core.webhook.DeliveryCalls.ReplayResponse;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /webhook-list, /webhook-get, /webhook-replay: look deliveries up, publish one again. */
public class LookupFunction {

    private final Edge edge;
    private final DeliveryCalls calls;

    LookupFunction(Edge edge, DeliveryCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("webhook-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.WEBHOOK_LIST, request, calls::list);
    }

    @Funq("webhook-get")
    public Uni<GetResponse> get(GetRequest request) {
        return edge.call(Call.WEBHOOK_GET, request, calls::get);
    }

    @Funq("webhook-replay")
    public Uni<ReplayResponse> replay(ReplayRequest request) {
        return edge.call(Call.WEBHOOK_REPLAY, request, calls::replay);
    }
}
