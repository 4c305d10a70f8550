package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Client;

/** Asked by ourselves, as a caller. */
record PlainAsked(Caller caller) implements Asked {

    @Override
    public Client client() {
        return Client.PLAIN;
    }

    @Override
    public ObjectNode arguments() {
        return Json.STRICT.createObjectNode();
    }

    @Override
    public void progress(double done, Double total, String message) {
        // Nobody listens.
    }

    @Override
    public void onCancel(Runnable listener) {
        // It does not wait.
    }
}
