package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.front.Message;
import dev.mosaicstack.web.InFlight;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that this process is answering, so that {@code notifications/cancelled} ends a wait at once: the library
 * only lets work ask now and then. One that another process answers is not found here, and ends by itself.
 */
@Singleton
final class Ongoing {

    private record Key(String tokenId, String session, JsonNode request) {}

    private final Map<Key, Cancellable> requests = new ConcurrentHashMap<>();
    private final InFlight inFlight;

    Ongoing(InFlight inFlight) {
        this.inFlight = inFlight;
    }

    /** Until it is answered, or its client has left: then it is cancelled as well. @param session null for none */
    Cancellable begin(RoutingContext rc, Message message, Caller caller, String session) {
        var cancellable = new Cancellable();
        if (message.id() != null || message.json().isArray()) {
            // The process does not stop before it is answered.
            inFlight.begin(rc);
        }
        if (message.id() == null) {
            return cancellable;
        }
        var key = new Key(caller.tokenId(), session == null ? "" : session, message.id());
        requests.put(key, cancellable);
        rc.addEndHandler(ended -> {
            requests.remove(key, cancellable);
            cancellable.cancel();
        });
        if (rc.response().closed()) {
            requests.remove(key, cancellable);
            cancellable.cancel();
        }
        return cancellable;
    }

    /** Does nothing where it is not known, or answered already. */
    void cancelled(Message notification, Caller caller, String session) {
        JsonNode request = notification.params().path("requestId");
        Cancellable found = requests.get(new Key(caller.tokenId(), session == null ? "" : session, request));
        if (found != null) {
            found.cancel();
        }
    }
}
