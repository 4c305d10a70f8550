package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Client;
import io.quarkiverse.mcp.server.FeatureManager.RequestFeatureArguments;
import io.quarkiverse.mcp.server.Progress;
import io.vertx.ext.web.RoutingContext;

/**
 * A request of a client.
 *
 * @param id which of a batch it is
 * @param progress null where nobody asked to be told
 */
record ClientAsked(Call call, Object id, Progress progress) implements Asked {

    /** One that the library hands on. */
    static ClientAsked through(RoutingContext rc, RequestFeatureArguments given) {
        return new ClientAsked(Call.of(rc), given.requestId().value(), given.progress());
    }

    /** One that the library is not asked about, and that is no batch. */
    static ClientAsked quietly(Call call) {
        return new ClientAsked(call, null, null);
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
        return call.request(id).arguments();
    }

    @Override
    public void progress(double done, Double total, String message) {
        if (progress == null || progress.token().isEmpty()) {
            return;
        }
        var notification = progress.notificationBuilder().setProgress(done);
        if (total != null) {
            notification.setTotal(total);
        }
        if (message != null) {
            notification.setMessage(message);
        }
        notification.build().sendAndForget();
    }

    @Override
    public void onCancel(Runnable listener) {
        call.cancellable().onCancel(listener);
    }
}
