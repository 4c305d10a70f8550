package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.ClientLacks;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;
import dev.mosaicstack.functions.mcpserver.front.Face;
import dev.mosaicstack.functions.mcpserver.front.Message;
import dev.mosaicstack.web.InFlight;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Revision 2026-07-28: no sessions, each request says everything. Any process can answer any of them. */
@Singleton
final class StatelessFace implements Face {

    private static final Logger LOG = Logger.getLogger(StatelessFace.class);

    private final Map<String, Methods.Method> methods = new HashMap<>();
    private final Results results;
    private final KeepAlive keepAlive;
    private final InFlight inFlight;

    StatelessFace(@All List<Methods> all, Results results, KeepAlive keepAlive, InFlight inFlight) {
        all.forEach(some -> methods.putAll(some.methods()));
        this.results = results;
        this.keepAlive = keepAlive;
        this.inFlight = inFlight;
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public boolean speaks(RoutingContext rc, Message message) {
        return Negotiation.isOurs(rc.request().headers(), message);
    }

    @Override
    public boolean answer(RoutingContext rc, Message message, Caller caller) {
        if (message == null) {
            throw new Refusal.MethodNotAllowed("POST", "this revision has no streams or sessions beside its requests");
        }
        var reply = new Reply(rc);
        try {
            if (!Negotiation.isRequest(message)) {
                // None is defined that a client would send here: to leave is to cancel.
                reply.accepted();
                return true;
            }
            Negotiation.check(message, rc.request().headers());
            answer(new Request(rc, message, caller, reply));
        } catch (RpcError error) {
            reply.end(error.status(), error(message, error));
        }
        return true;
    }

    @Override
    public ObjectNode wire(ToolResult result) {
        return results.complete(Wire.toolResult(result));
    }

    private void answer(Request request) {
        Methods.Method method = method(request);
        keepAlive.hold(request.reply());
        boolean open = false;
        try {
            ObjectNode result = method.result(request);
            open = result == null;
            if (!open) {
                request.reply().end(200, request.message().result(result));
            }
        } catch (ClientLacks lacks) {
            throw RpcError.missingCapability(lacks.capabilities());
        } catch (RpcError error) {
            throw error;
        } catch (RuntimeException e) {
            fail(request, e);
        } finally {
            if (!open) {
                keepAlive.release(request.reply());
            }
        }
    }

    private Methods.Method method(Request request) {
        String name = request.message().method();
        Methods.Method method = methods.get(name);
        if (method == null) {
            throw RpcError.methodNotFound(name);
        }
        if (!name.equals(Listens.METHOD)) {
            // The process does not stop before it is answered. Who listens is sent away instead.
            inFlight.begin(request.rc());
        }
        return method;
    }

    /** A refusal is answered over HTTP, as everywhere, where that is still possible. */
    private static void fail(Request request, RuntimeException failure) {
        if (failure instanceof Refusal && request.reply().leaves()) {
            throw failure;
        }
        String requestId = request.caller().requestId();
        LOG.errorf(
                failure, "request %s, %s, failed", requestId, request.message().method());
        throw RpcError.internal(requestId);
    }

    private static ObjectNode error(Message message, RpcError error) {
        ObjectNode answer = Json.STRICT.createObjectNode().put("jsonrpc", "2.0");
        // Of a message that cannot be read, the id may not be one.
        if (message.json().isObject() && message.id() != null && Negotiation.isId(message.id())) {
            answer.set("id", message.id());
        }
        answer.set("error", error.error());
        return answer;
    }
}
