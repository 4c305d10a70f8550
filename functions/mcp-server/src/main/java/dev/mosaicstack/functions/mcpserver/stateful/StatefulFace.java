package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.front.Face;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The revisions with sessions, 2024-11-05 to 2025-11-25: the library answers. */
@Singleton
final class StatefulFace implements Face {

    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean speaks(RoutingContext rc, Message message) {
        return true;
    }

    @Override
    public boolean answer(RoutingContext rc, Message message, Caller caller) {
        new Call(message, caller).putInto(rc);
        if (message != null) {
            NullArguments.hide(rc, message.json());
        }
        return false;
    }
}
