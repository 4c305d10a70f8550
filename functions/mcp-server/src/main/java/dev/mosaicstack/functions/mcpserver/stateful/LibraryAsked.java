package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Client;
import io.quarkiverse.mcp.server.FeatureManager.RequestFeatureArguments;
import io.quarkiverse.mcp.server.Progress;
import io.vertx.ext.web.RoutingContext;

/** A request that the library hands on. */
final class LibraryAsked implements Asked {

    private final Call call;
    private final RequestFeatureArguments given;

    LibraryAsked(RoutingContext rc, RequestFeatureArguments given) {
        this.call = Call.of(rc);
        this.given = given;
    }

    @Override
    public Caller caller() {
        return call.caller();
    }

    @Override
    public Client client() {
        return Client.PLAIN;
    }

    /** As they were sent: the library's own are not read strictly. */
    @Override
    public ObjectNode arguments() {
        return call.request(given.requestId().value()).params().get("arguments") instanceof ObjectNode arguments
                ? arguments
                : Json.STRICT.createObjectNode();
    }

    @Override
    public void progress(double done, Double total, String message) {
        Progress progress = given.progress();
        if (progress.token().isPresent()) {
            var notification = progress.notificationBuilder().setProgress(done);
            if (total != null) {
                notification.setTotal(total);
            }
            if (message != null) {
                notification.setMessage(message);
            }
            notification.build().sendAndForget();
        }
    }

    @Override
    public void onCancel(Runnable listener) {
        call.cancellable().onCancel(listener);
    }
}
