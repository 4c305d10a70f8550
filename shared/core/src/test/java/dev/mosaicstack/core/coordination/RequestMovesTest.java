package dev.mosaicstack.core.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosaicstack.core.coordination.Request.State;
import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every move of a request from every state: where it leads, or the code with which it is forbidden. */
class RequestMovesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(300);
    private static final List<String> FROM = List.of("pending", "delivered", "responded", "declined", "expired");

    @Test
    void aRequestToAnAgentMovesAsTheTableSays() {
        Map<String, List<String>> table = Map.of(
                "deliver", List.of("delivered", "delivered", "REQUEST_ENDED", "REQUEST_ENDED", "REQUEST_ENDED"),
                "respond", List.of("responded", "responded", "REQUEST_ENDED", "REQUEST_ENDED", "REQUEST_EXPIRED"),
                "decline", List.of("declined", "declined", "REQUEST_ENDED", "REQUEST_ENDED", "REQUEST_EXPIRED"),
                "expire", List.of("expired", "expired", "REQUEST_ENDED", "REQUEST_ENDED", "REQUEST_ENDED"),
                "end session", List.of("expired", "expired", "REQUEST_ENDED", "REQUEST_ENDED", "REQUEST_ENDED"));
        Map<String, UnaryOperator<Request>> moves = Map.of(
                "deliver", request -> request.deliver("agent-2", NOW.plusSeconds(30), NOW),
                "respond", request -> request.respond("agent-2", TextNode.valueOf("yes"), NOW),
                "decline", request -> request.decline("agent-2", "busy", NOW),
                "expire", request -> request.expire(DEADLINE),
                "end session", request -> request.endSession(NOW));
        assertThat(moves.keySet()).isEqualTo(table.keySet());
        table.forEach((move, expected) -> {
            for (int i = 0; i < FROM.size(); i++) {
                assertThat(outcome(moves.get(move), toAgent(FROM.get(i))))
                        .as("%s from %s", move, FROM.get(i))
                        .isEqualTo(expected.get(i));
            }
        });
    }

    @Test
    void aRequestToACapabilityIsHeldByItsFirstReader() {
        Request held = toCapability(new State.Pending()).deliver("agent-2", NOW.plusSeconds(30), NOW);
        assertThat(outcome(r -> r.deliver("agent-3", NOW.plusSeconds(60), NOW.plusSeconds(29)), held))
                .isEqualTo("REQUEST_HELD");
        assertThat(held.deliver("agent-3", NOW.plusSeconds(60), NOW.plusSeconds(30))
                        .state())
                .isEqualTo(new State.Delivered("agent-3", NOW.plusSeconds(60)));
    }

    @Test
    void onlyTheHolderMayAnswerAndStillMayWhenItsHoldIsOverAndNobodyElseReadIt() {
        Request held = toCapability(new State.Delivered("agent-2", NOW.plusSeconds(30)));
        assertThat(outcome(r -> r.respond("agent-3", TextNode.valueOf("yes"), NOW), held))
                .isEqualTo("FORBIDDEN");
        assertThat(outcome(r -> r.respond("agent-2", TextNode.valueOf("yes"), NOW.plusSeconds(200)), held))
                .isEqualTo("responded");
    }

    @Test
    void anotherAgentThanTheOneAskedMayNotAnswer() {
        assertThat(outcome(r -> r.decline("agent-3", "not me", NOW), toAgent("delivered")))
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void anAnswerAtTheDeadlineIsTooLateEvenBeforeAnybodyExpiredTheRequest() {
        assertThat(outcome(r -> r.respond("agent-2", TextNode.valueOf("yes"), DEADLINE), toAgent("delivered")))
                .isEqualTo("REQUEST_EXPIRED");
    }

    @Test
    void aRequestIsNotExpiredBeforeItsDeadline() {
        assertThat(outcome(r -> r.expire(DEADLINE.minusMillis(1)), toAgent("pending")))
                .isEqualTo("REQUEST_IN_TIME");
    }

    private static String outcome(UnaryOperator<Request> move, Request request) {
        try {
            return move.apply(request).stateText();
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private static Request toAgent(String state) {
        State in =
                switch (state) {
                    case "pending" -> new State.Pending();
                    case "delivered" -> new State.Delivered("agent-2", null);
                    case "responded" -> new State.Responded("agent-2", TextNode.valueOf("no"), NOW);
                    case "declined" -> new State.Declined("agent-2", "busy", NOW);
                    case "expired" -> new State.Expired("agent-2", NOW);
                    default -> throw new IllegalArgumentException(state);
                };
        return aRequest("agent-2", null, in);
    }

    private static Request toCapability(State state) {
        return aRequest(null, "review", state);
    }

    private static Request aRequest(String to, String capability, State state) {
        return new Request(
                "request-1",
                "session-1",
                "agent-1",
                to,
                capability,
                "topic",
                TextNode.valueOf("body"),
                DEADLINE,
                state,
                null,
                NOW,
                1);
    }
}
