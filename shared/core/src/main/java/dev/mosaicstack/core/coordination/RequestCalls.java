package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** The calls coordination-request and coordination-get. */
@Singleton
public final class RequestCalls {

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

    private final Relay relay;

    public RequestCalls(Relay relay) {
        this.relay = relay;
    }

    public RequestView ask(Exchange exchange, AskRequest request) {
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
        return RequestView.of(relay.ask(
                exchange.caller(),
                wanted,
                exchange.patient(patience),
                exchange.answer(Request.class, Function.identity())));
    }

    public RequestView get(Exchange exchange, GetRequest request) {
        var check = new Check();
        String id = check.id("requestId", request.requestId());
        Patience patience = Patience.of(check, request.waitSeconds());
        check.done();
        return RequestView.of(relay.awaitEnd(exchange.caller(), id, exchange.patient(patience)));
    }
}
