package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Client;
import dev.mosaicstack.functions.mcpserver.front.Message;

/** A request on its way to a tool, a prompt or a resource. */
record RequestAsked(Request request, Client client, ObjectNode arguments) implements Asked {

    @Override
    public Caller caller() {
        return request.caller();
    }

    @Override
    public void progress(double done, Double total, String message) {
        JsonNode token = request.message().meta().get("progressToken");
        if (token == null) {
            return;
        }
        ObjectNode params = Json.STRICT.createObjectNode();
        params.set("progressToken", token);
        params.put("progress", done);
        if (total != null) {
            params.put("total", total);
        }
        if (message != null) {
            params.put("message", message);
        }
        request.reply().tell(Message.notification("notifications/progress", params));
    }

    @Override
    public void onCancel(Runnable listener) {
        request.reply().onEnd(listener);
    }
}
