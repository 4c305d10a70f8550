package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Client;

/** A request that the library is not asked about. */
record QuietlyAsked(Call call) implements Asked {

    @Override
    public Caller caller() {
        return call.caller();
    }

    @Override
    public Client client() {
        return Client.PLAIN;
    }

    @Override
    public ObjectNode arguments() {
        return call.message().params().get("arguments") instanceof ObjectNode arguments
                ? arguments
                : Json.STRICT.createObjectNode();
    }

    @Override
    public void progress(double done, Double total, String message) {
        // Nobody asked to be told.
    }

    @Override
    public void onCancel(Runnable listener) {
        call.cancellable().onCancel(listener);
    }
}
