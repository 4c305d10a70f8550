package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.coordination.Request.State;
import java.time.Instant;

/**
 * A request between agents as callers see it.
 *
 * @param response only when it was responded to
 * @param declineReason only when it was declined
 */
public record RequestView(
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

    static RequestView of(Request request) {
        return new RequestView(
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
