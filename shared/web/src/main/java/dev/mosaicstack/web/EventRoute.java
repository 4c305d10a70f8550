package dev.mosaicstack.web;

import dev.mosaicstack.core.cloudevent.Attributes;
import dev.mosaicstack.core.cloudevent.BinaryMode;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.cloudevent.HeaderValue;
import dev.mosaicstack.core.cloudevent.MediaType;
import dev.mosaicstack.core.cloudevent.StructuredMode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.json.JsonBody;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A CloudEvent that calls a function, judged before Funqy sees it. Funqy sees events in binary mode alone, with no more
 * than the attributes by which it finds the function: of the rest it would believe anything.
 */
final class EventRoute {

    /** The key under which a repeat of the event is known: brokers deliver at least once. */
    private static final String IDEMPOTENCY_KEY = "mosaic.event-key";

    private static final List<String> NEEDED = List.of("specversion", "id", "source", "type");

    /** What a PingSource sends, and cannot be told to send otherwise: of its events the path is the function. */
    private static final String PING = "dev.knative.sources.ping";

    private EventRoute() {}

    /** All went well and nothing is to be said of it, which Funqy has no way to do: it would write null. */
    static final class Delivered extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;

        Delivered(int status) {
            super(null, null, false, false);
            this.status = status;
        }

        void answer(RoutingContext rc) {
            rc.response().setStatusCode(status).end();
        }
    }

    /**
     * Whether a Broker or a Channel delivers this, which takes a body that is no event for a failure, and one that is an
     * event for one more to be delivered: it is best told nothing.
     */
    static boolean isDelivered(RoutingContext rc) {
        String prefer = rc.request().getHeader("Prefer");
        return Bindings.takesEvents() && prefer != null && prefer.strip().equalsIgnoreCase("reply");
    }

    /** Null where the request is no event. */
    static String idempotencyKey(RoutingContext rc) {
        return rc.get(IDEMPOTENCY_KEY);
    }

    /** Before the body is there. */
    static void headers(RoutingContext rc, boolean structured) {
        MediaType type = MediaType.of(rc.request().getHeader("Content-Type"));
        if (!type.utf8()) {
            throw new Refusal.NotJson("the charset is not utf-8");
        }
        if (structured) {
            if (!type.essence().equals(MediaType.STRUCTURED)) {
                throw new Refusal.NotJson(
                        "of the formats of CloudEvents, only " + MediaType.STRUCTURED + " calls a function");
            }
            return;
        }
        if (!type.isJson()) {
            throw new Refusal.NotJson("the data is not JSON in UTF-8: its Content-Type says something else");
        }
        show(rc, BinaryMode.attributes(RawRequest.headers(rc.request().headers())));
    }

    /** @return the function's argument */
    static Buffer dataOfStructured(RoutingContext rc, Buffer body) {
        CloudEvent event = StructuredMode.read(JsonBody.read(body == null ? new byte[0] : body.getBytes()));
        show(rc, event.attributes());
        Buffer data = Buffer.buffer(event.data() == null ? "" : Json.write(event.data()));
        ((RoutingContextInternal) rc).setBody(data);
        return data;
    }

    private static void show(RoutingContext rc, Map<String, String> attributes) {
        Attributes.mustBeWhole(attributes);
        String type = attributes.get("type");
        String function = type.equals(PING) ? rc.request().path().substring(1) : type;
        if (!Bindings.exists(function)) {
            throw new Refusal.NotFound("NOT_FOUND", "the type of the event is no function's name");
        }
        if (Bindings.readsByItself(function)) {
            throw new Refusal.NotFound("NOT_FOUND", function + " is called by its path, not by an event's type");
        }
        MultiMap headers = rc.request().headers();
        headers.names().stream()
                .filter(name -> name.regionMatches(true, 0, BinaryMode.PREFIX, 0, BinaryMode.PREFIX.length()))
                .toList()
                .forEach(headers::remove);
        NEEDED.forEach(name -> headers.set(BinaryMode.PREFIX + name, HeaderValue.encoded(attributes.get(name))));
        headers.set(BinaryMode.PREFIX + "type", HeaderValue.encoded(function));
        headers.set("Content-Type", "application/json");
        String event = attributes.get("source") + '\0' + attributes.get("id");
        rc.put(IDEMPOTENCY_KEY, "event:" + Json.sha256(event.getBytes(StandardCharsets.UTF_8)));
    }
}
