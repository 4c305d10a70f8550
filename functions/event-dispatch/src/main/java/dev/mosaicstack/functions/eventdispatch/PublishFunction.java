package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.publish.PublishEvents;
import dev.mosaicstack.core.publish.PublishEvents.Published;
import dev.mosaicstack.core.publish.Publishable;
import dev.mosaicstack.core.task.Batch;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** POST /event-publish: takes CloudEvents in every HTTP mode, and plain JSON; 202 once they are stored. */
public class PublishFunction {

    /** Either of one event or of a batch. @param results in the order of the batch */
    public record Response(String eventId, String type, Boolean duplicate, Boolean differs, List<Result> results) {

        static Response ofOne(Published done) {
            return new Response(done.eventId(), done.type(), done.duplicate(), done.differs() ? true : null, null);
        }

        static Response ofBatch(List<Batch.Item<Published>> items) {
            return new Response(
                    null, null, null, null, items.stream().map(Result::of).toList());
        }
    }

    /** Has either {@code eventId} or {@code code}. @param differs true or left out */
    public record Result(
            String eventId,
            String type,
            Boolean duplicate,
            Boolean differs,
            Integer status,
            String code,
            String detail,
            Map<String, String> fields) {

        static Result of(Batch.Item<Published> item) {
            return switch (item) {
                case Batch.Item.Done<Published>(Published done) ->
                    new Result(
                            done.eventId(),
                            done.type(),
                            done.duplicate(),
                            done.differs() ? true : null,
                            null,
                            null,
                            null,
                            null);
                case Batch.Item.Refused<Published>(Refusal refusal) ->
                    new Result(
                            null,
                            null,
                            null,
                            null,
                            refusal.status(),
                            refusal.code(),
                            refusal.getMessage(),
                            refusal.fields().isEmpty() ? null : refusal.fields());
            };
        }
    }

    private final Edge edge;
    private final PublishEvents events;

    PublishFunction(Edge edge, PublishEvents events) {
        this.edge = edge;
        this.events = events;
    }

    /** No parameter: an event may be in the headers, and a batch is no object. */
    @Funq("event-publish")
    public Uni<Response> publish() {
        return edge.call(Call.EVENT_PUBLISH, 202, (exchange, raw) -> switch (Incoming.of(raw)) {
            case Incoming.One(CloudEvent event) -> one(exchange, Publishable.of(event, true));
            case Incoming.Plain(CloudEvent event) -> one(exchange, plain(exchange, event));
            case Incoming.Many(List<Incoming.Item> items) -> many(exchange, items);
        });
    }

    /** Ids of senders that name no source are their own, not everybody's. */
    private static Publishable plain(Exchange exchange, CloudEvent event) {
        event.attributes().putIfAbsent("specversion", "1.0");
        event.attributes()
                .putIfAbsent("source", "/event-publish/" + exchange.caller().tokenId());
        return Publishable.of(event, false);
    }

    private Response one(Exchange exchange, Publishable event) {
        return events.publish(
                exchange.caller(), event, exchange.<Published, Response>answer(Response.class, Response::ofOne));
    }

    private Response many(Exchange exchange, List<Incoming.Item> items) {
        return events.publishAll(
                exchange.caller(),
                items.stream().map(Incoming.Item::judged).toList(),
                exchange.<List<Batch.Item<Published>>, Response>answer(Response.class, Response::ofBatch));
    }
}
