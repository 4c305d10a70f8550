package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The calls coordination-inbox and coordination-respond. */
@Singleton
public final class InboxCalls {

    public record InboxRequest(
            @Field(value = "The agent that reads its inbox" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId,

            @Field(value = "How many requests at most; 10 where left out", min = 1, max = 100)
            Integer max,

            @Field(value = Patience.WAIT, min = 0, max = Patience.MAX_SECONDS)
            Integer waitSeconds) {}

    public record InboxResponse(List<Asked> requests) {}

    /** @param heldUntil until when nobody else is shown it; absent where it is addressed to this agent alone */
    public record Asked(
            String requestId,
            String from,
            String topic,
            JsonNode body,
            String capability,
            Instant deadline,
            Instant heldUntil,
            Instant createdAt) {

        static Asked of(Request request) {
            return new Asked(
                    request.id(),
                    request.from(),
                    request.topic(),
                    request.body(),
                    request.capability(),
                    request.deadline(),
                    request.state() instanceof Request.State.Delivered d ? d.heldUntil() : null,
                    request.createdAt());
        }
    }

    public record RespondRequest(
            @Field(value = "The request that is answered", required = true, id = true)
            String requestId,

            @Field(value = "The agent that answers" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId,

            @Field("The answer, any JSON but null; either this or declineReason is required")
            JsonNode body,

            @Field(value = "Why it is not answered; either this or body is required", max = Check.MAX_TEXT)
            String declineReason) {}

    private final Inbox inbox;

    public InboxCalls(Inbox inbox) {
        this.inbox = inbox;
    }

    public InboxResponse read(Exchange exchange, InboxRequest request) {
        var check = new Check();
        String agent = check.id("agentId", exchange.caller().agentOr(request.agentId()));
        int max = check.number("max", request.max(), 1, 100, 10);
        Patience patience = Patience.of(check, request.waitSeconds());
        check.done();
        return new InboxResponse(inbox.read(exchange.caller(), agent, max, exchange.patient(patience)).stream()
                .map(Asked::of)
                .toList());
    }

    public RequestView respond(Exchange exchange, RespondRequest request) {
        var check = new Check();
        String id = check.id("requestId", request.requestId());
        String agent = check.id("agentId", exchange.caller().agentOr(request.agentId()));
        Inbox.Reply reply = reply(check, request);
        check.done();
        return RequestView.of(inbox.respond(exchange.caller(), id, agent, reply));
    }

    private static Inbox.Reply reply(Check check, RespondRequest request) {
        boolean answered = request.body() != null && !request.body().isNull();
        if (answered == (request.declineReason() != null)) {
            check.problem("body", "or declineReason is required, and not both");
        }
        return answered
                ? new Inbox.Reply.Body(request.body())
                : new Inbox.Reply.Decline(check.optionalText("declineReason", request.declineReason(), Check.MAX_TEXT));
    }
}
