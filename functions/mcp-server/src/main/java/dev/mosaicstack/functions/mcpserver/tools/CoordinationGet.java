package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.coordination.RequestCalls;
import dev.mosaicstack.core.coordination.RequestCalls.GetRequest;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class CoordinationGet extends CallTool<GetRequest, RequestView> {

    CoordinationGet(Exchanges exchanges, RequestCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.COORDINATION_GET,
                        Hints.READS,
                        "Look at a request",
                        "Shows one request between agents, with its response once there is one. With waitSeconds "
                                + "it waits for its end.",
                        GetRequest.class,
                        RequestView.class,
                        calls::get,
                        Say::request));
    }
}
