package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinationContractTest extends Coordination {

    @Test
    void oneAgentAsksAnotherAndGetsItsAnswer() {
        String request = ask(to(helper))
                .statusCode(201)
                .body("requestId", matchesPattern(ID))
                .body("state", is("pending"))
                .extract()
                .path("requestId");
        inbox(helper, 0)
                .statusCode(200)
                .body("requests[0].requestId", is(request))
                .body("requests[0].from", is(asker.id()))
                .body("requests[0].topic", is("question"))
                .body("requests[0].body.text", is("is this right?"))
                .body("requests[0].deadline", matchesPattern(TIME));
        get(request).body("state", is("delivered"));
        respond(helper, request).statusCode(200).body("state", is("responded"));
        assertThat(get(request)
                        .body("state", is("responded"))
                        .extract()
                        .path("response")
                        .toString())
                .contains("it is");
    }

    @Test
    void aRequestStaysInTheInboxUntilItIsAnswered() {
        String request = asked(to(helper));
        assertThat(inboxIds(helper)).containsExactly(request);
        assertThat(inboxIds(helper)).containsExactly(request);
        respond(helper, request).statusCode(200);
        assertThat(inboxIds(helper)).isEmpty();
    }

    @Test
    void aRequestToAnAgentIsInNoOtherInbox() {
        asked(to(helper));
        assertThat(inboxIds(mosaic.anAgentThatCan(session, "review"))).isEmpty();
        assertThat(inboxIds(asker)).isEmpty();
    }

    @Test
    void aRequestToACapabilityIsHeldByItsFirstReaderForAWhile() {
        var other = mosaic.anAgentThatCan(session, "review");
        String request = asked(Map.of("capability", "review"));
        assertThat(inboxIds(asker)).isEmpty();
        assertThat(inboxIds(helper)).containsExactly(request);
        assertThat(inboxIds(other)).isEmpty();
        refused(respond(other, request), 403, "FORBIDDEN");
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(6))
                .until(() -> inboxIds(other).contains(request));
        refused(respond(helper, request), 403, "FORBIDDEN");
        respond(other, request).statusCode(200).body("state", is("responded"));
    }

    @Test
    void anAgentIsNotShownItsOwnQuestion() {
        var asks = mosaic.anAgentThatCan(session, "review");
        var question = Map.of("sessionId", session, "from", asks.id(), "topic", "t", "body", "b");
        String request = api.call("coordination-request", asks.token(), plus(question, "capability", "review"))
                .statusCode(201)
                .extract()
                .path("requestId");
        assertThat(inboxIds(asks)).isEmpty();
        assertThat(inboxIds(helper)).containsExactly(request);
    }

    @Test
    void onlyTheAgentThatWasAskedMayRespond() {
        String request = asked(to(helper));
        inboxIds(helper);
        refused(respond(mosaic.anAgentThatCan(session, "review"), request), 403, "FORBIDDEN");
        refused(respond(asker, request), 403, "FORBIDDEN");
        refused(respond(mosaic.anAgentThatCan(mosaic.aSession(), "review"), request), 404, "REQUEST_UNKNOWN");
        get(request).body("state", is("delivered"));
    }

    @Test
    void anAgentMayDeclineWithAReason() {
        String request = asked(to(helper));
        inboxIds(helper);
        var decline = Map.of("requestId", request, "agentId", helper.id(), "declineReason", "no time today");
        api.call("coordination-respond", helper.token(), decline)
                .statusCode(200)
                .body("state", is("declined"));
        assertThat(get(request).body("state", is("declined")).extract().asString())
                .contains("no time today");
    }

    @Test
    void anEndedRequestTakesNoSecondAnswer() {
        String request = asked(to(helper));
        inboxIds(helper);
        respond(helper, request).statusCode(200);
        var other = Map.of("requestId", request, "agentId", helper.id(), "body", "something else");
        refused(api.call("coordination-respond", helper.token(), other), 409, "REQUEST_ENDED");
        var decline = Map.of("requestId", request, "agentId", helper.id(), "declineReason", "no");
        refused(api.call("coordination-respond", helper.token(), decline), 409, "REQUEST_ENDED");
    }

    @Test
    void theExactRepeatOfAnAnswerGetsTheSameWhateverItsNumbersLookLike() {
        String request = asked(to(helper));
        inboxIds(helper);
        String answer = """
                {"requestId":"%s","agentId":"%s","body":%s}""";
        String exact = answer.formatted(request, helper.id(), "{\"n\":1.0,\"b\":[1.50],\"a\":null}");
        String first = api.call("coordination-respond", helper.token(), exact)
                .statusCode(200)
                .body("state", is("responded"))
                .extract()
                .asString();
        for (int i = 0; i < 2; i++) {
            assertThat(api.call("coordination-respond", helper.token(), exact)
                            .statusCode(200)
                            .extract()
                            .asString())
                    .isEqualTo(first);
        }
        String other = answer.formatted(request, helper.id(), "{\"n\":1.0,\"b\":[1.51],\"a\":null}");
        refused(api.call("coordination-respond", helper.token(), other), 409, "REQUEST_ENDED");
    }

    @Test
    void aRequestWithoutAnAnswerExpiresAndALateReplyIsToldSo() {
        String request = asked(plus(to(helper), "timeoutSeconds", 1));
        inboxIds(helper);
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(6))
                .until(() -> get(request).extract().path("state").equals("expired"));
        assertThat(inboxIds(helper)).isEmpty();
        refused(respond(helper, request), 409, "REQUEST_EXPIRED");
        get(request).body("state", is("expired"));
        try (var redis = Stack.shared().redis()) {
            // Asked, delivered, expired, and then the answer that came too late.
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> Events.about(redis, request).size() >= 4);
        }
    }
}
