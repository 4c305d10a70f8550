package dev.mosaicstack.functions.eventdispatch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.publish.PublishCalls.PublishResponse;
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
    public record Response(@JsonUnwrapped PublishResponse event, List<Result> results) {

        static Response ofOne(Published done) {
            return new Response(PublishResponse.of(done), null);
        }

        static Response ofBatch(List<Batch.Item<Published>> items) {
            return new Response(null, items.stream().map(Result::of).toList());
        }
    }

    /** Has either the event's part or {@code code}. */
    public record Result(
            @JsonUnwrapped PublishResponse event,
            Integer status,
            String code,
            String detail,
            Map<String, String> fields) {

        static Result of(Batch.Item<Published> item) {
            return switch (item) {
                case Batch.Item.Done<Published>(Published done) ->
                    new Result(PublishResponse.of(done), null, null, null, null);
                case Batch.Item.Refused<Published>(Refusal refusal) ->
                    new Result(
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
            case Incoming.Plain(CloudEvent event) -> one(exchange, Publishable.plain(exchange.caller(), event));
            case Incoming.Many(List<Incoming.Item> items) -> many(exchange, items);
        });
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
