package dev.mosaicstack.functions.coordinationrelay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.coordination.Relay;
import dev.mosaicstack.core.coordination.Request.State;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.function.Function;

/** POST /coordination-request, /coordination-get: one agent asks another, and waits for what it says. */
public class RequestFunction {

    public record AskRequest(
            String sessionId,
            String from,
            String to,
            String capability,
            String topic,
            JsonNode body,
            Integer timeoutSeconds,
            Integer waitSeconds) {}

    public record GetRequest(String requestId, Integer waitSeconds) {}

    /** @param response only when it was responded to; @param declineReason only when it was declined */
    public record Response(
            String requestId,
            String sessionId,
            String state,
            String from,
            String to,
            String capability,
            String topic,
            String holder,
            JsonNode response,
            String declineReason,
            JsonNode lateResponse,
            Instant createdAt,
            Instant deadline,
            Instant endedAt,
            long version) {

        static Response of(dev.mosaicstack.core.coordination.Request request) {
            return new Response(
                    request.id(),
                    request.sessionId(),
                    request.stateText(),
                    request.from(),
                    request.to(),
                    request.capability(),
                    request.topic(),
                    holder(request.state()),
                    request.state() instanceof State.Responded r ? r.body() : null,
                    request.state() instanceof State.Declined d ? d.reason() : null,
                    request.late(),
                    request.createdAt(),
                    request.deadline(),
                    request.state() instanceof State.Ended e ? e.at() : null,
                    request.version());
        }

        private static String holder(State state) {
            return switch (state) {
                case State.Delivered d -> d.holder();
                case State.Responded r -> r.by();
                case State.Declined d -> d.by();
                case State.Pending p -> null;
                case State.Expired e -> null;
            };
        }
    }

    private final Edge edge;
    private final Relay relay;

    RequestFunction(Edge edge, Relay relay) {
        this.edge = edge;
        this.relay = relay;
    }

    @Funq("coordination-request")
    public Uni<Response> ask(AskRequest request) {
        return edge.call(Call.COORDINATION_REQUEST, request, exchange -> {
            var check = new Check();
            var wanted = Relay.Wanted.of(
                    check,
                    request.sessionId(),
                    request.from(),
                    request.to(),
                    request.capability(),
                    request.topic(),
                    request.body(),
                    request.timeoutSeconds());
            Patience patience = Patience.of(check, request.waitSeconds());
            check.done();
            return Response.of(relay.ask(
                    exchange.status(201).caller(),
                    wanted,
                    exchange.patient(patience),
                    exchange.answer(dev.mosaicstack.core.coordination.Request.class, Function.identity())));
        });
    }

    @Funq("coordination-get")
    public Uni<Response> get(GetRequest request) {
        return edge.call(Call.COORDINATION_GET, request, exchange -> {
            var check = new Check();
            String id = check.id("requestId", request.requestId());
            Patience patience = Patience.of(check, request.waitSeconds());
            check.done();
            return Response.of(relay.awaitEnd(exchange.caller(), id, exchange.patient(patience)));
        });
    }
}
