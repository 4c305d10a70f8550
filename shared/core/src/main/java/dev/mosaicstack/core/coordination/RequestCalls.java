package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** The calls coordination-request and coordination-get. */
@Singleton
public final class RequestCalls {

    public record AskRequest(
            @Field(value = "The session of both agents" + Caller.MAY_LEAVE_OUT, id = true)
            String sessionId,

            @Field(value = "The agent that asks" + Caller.MAY_LEAVE_OUT, id = true)
            String from,

            @Field(value = "The agent that is asked; either this or capability is required", id = true)
            String to,

            @Field(
                    value = "Asks whichever agent can do this; either this or to is required",
                    min = 1,
                    max = Check.MAX_NAME)
            String capability,

            @Field(value = "What it is about, in a line", required = true, min = 1, max = Check.MAX_TEXT)
            String topic,

            @Field(value = "What is asked, any JSON but null", required = true)
            JsonNode body,

            @Field(value = "When the request expires, in seconds from now; 300 where left out", min = 1, max = 86_400)
            Integer timeoutSeconds,

            @Field(value = Patience.WAIT, min = 0, max = Patience.MAX_SECONDS)
            Integer waitSeconds) {}

    public record GetRequest(
            @Field(value = "The request", required = true, id = true)
            String requestId,

            @Field(value = Patience.WAIT, min = 0, max = Patience.MAX_SECONDS)
            Integer waitSeconds) {}

    private final Relay relay;

    public RequestCalls(Relay relay) {
        this.relay = relay;
    }

    public RequestView ask(Exchange exchange, AskRequest request) {
        return ask(exchange, request, true);
    }

    /** As {@link #ask}, without the wait: for a caller that asks for the answer later. */
    public RequestView start(Exchange exchange, AskRequest request) {
        return ask(exchange, request, false);
    }

    private RequestView ask(Exchange exchange, AskRequest request, boolean waits) {
        var check = new Check();
        var wanted = Relay.Wanted.of(
                check,
                exchange.caller().sessionOr(request.sessionId()),
                exchange.caller().agentOr(request.from()),
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
                exchange.patient(waits ? patience : Patience.none()),
                exchange.answer(Request.class, Function.identity())));
    }

    /** The request as it is now. @throws Refusal.NotFound {@code REQUEST_UNKNOWN} */
    public RequestView look(Caller caller, String id) {
        return RequestView.of(relay.awaitEnd(caller, id, Patience.none()));
    }

    public RequestView get(Exchange exchange, GetRequest request) {
        var check = new Check();
        String id = check.id("requestId", request.requestId());
        Patience patience = Patience.of(check, request.waitSeconds());
        check.done();
        return RequestView.of(relay.awaitEnd(exchange.caller(), id, exchange.patient(patience)));
    }
}
