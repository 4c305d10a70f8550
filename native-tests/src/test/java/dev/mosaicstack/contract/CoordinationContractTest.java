package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.Mosaic.Agent;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinationContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent asker = mosaic.anAgentThatCan(session, "java");
    private final Agent helper = mosaic.anAgentThatCan(session, "review");

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
    void aRequestWithoutAnAnswerExpiresAndALateReplyIsToldSo() {
        String request = asked(plus(to(helper), "timeoutSeconds", 1));
        inboxIds(helper);
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(6))
                .until(() -> get(request).extract().path("state").equals("expired"));
        assertThat(inboxIds(helper)).isEmpty();
        refused(respond(helper, request), 409, "REQUEST_EXPIRED");
        get(request).body("state", is("expired"));
    }

    @Test
    void theAskerMayWaitForTheAnswer() {
        var waiting = meanwhile(() -> ask(plus(to(helper), "waitSeconds", 20)));
        List<String> requests = inbox(helper, 20).statusCode(200).extract().path("requests.requestId");
        respond(helper, requests.getFirst()).statusCode(200);
        assertThat(waiting.join()
                        .statusCode(201)
                        .body("state", is("responded"))
                        .extract()
                        .path("response")
                        .toString())
                .contains("it is");
    }

    @Test
    void getWaitsForTheAnswerAndTheInboxForTheQuestion() {
        var inbox = meanwhile(() -> inbox(helper, 20));
        Instant asked = Instant.now();
        String request = asked(to(helper));
        inbox.join().body("requests[0].requestId", is(request));
        var waiting = meanwhile(
                () -> api.call("coordination-get", asker.token(), Map.of("requestId", request, "waitSeconds", 20)));
        respond(helper, request).statusCode(200);
        waiting.join().statusCode(200).body("state", is("responded"));
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void badRequestsAreRefused() {
        refused(ask(Map.of()), 400, "INVALID_FIELD");
        refused(ask(plus(to(helper), "capability", "review")), 400, "INVALID_FIELD");
        refused(ask(plus(to(helper), "timeoutSeconds", 0)), 400, "INVALID_FIELD");
        refused(ask(plus(to(helper), "waitSeconds", 31)), 400, "INVALID_FIELD");
        refused(ask(Map.of("to", anUnknownId())), 404, "AGENT_UNKNOWN");
        refused(ask(to(mosaic.anAgentThatCan(mosaic.aSession(), "x"))), 404, "AGENT_UNKNOWN");
        refused(ask(plus(to(helper), "from", helper.id())), 403, "FORBIDDEN");
        refused(api.admin("coordination-get", Map.of("requestId", anUnknownId())), 404, "REQUEST_UNKNOWN");
        refused(api.admin("coordination-get", Map.of("requestId", "7")), 400, "INVALID_FIELD");
        String request = asked(to(helper));
        refused(
                api.call(
                        "coordination-respond",
                        helper.token(),
                        Map.of("requestId", request, "agentId", helper.id(), "body", "b", "declineReason", "r")),
                400,
                "INVALID_FIELD");
        refused(
                api.call(
                        "coordination-get",
                        mosaic.anAgentThatCan(mosaic.aSession(), "x").token(),
                        Map.of("requestId", request)),
                404,
                "REQUEST_UNKNOWN");
    }

    private static Map<String, Object> to(Agent agent) {
        return Map.of("to", agent.id());
    }

    private ValidatableResponse ask(Map<String, ?> more) {
        var question = Map.of(
                "sessionId",
                session,
                "from",
                asker.id(),
                "topic",
                "question",
                "body",
                Map.of("text", "is this right?"));
        return api.call("coordination-request", asker.token(), plus(question, more));
    }

    private String asked(Map<String, ?> more) {
        return ask(more).statusCode(201).extract().path("requestId");
    }

    private ValidatableResponse inbox(Agent agent, int waitSeconds) {
        return api.call("coordination-inbox", agent.token(), Map.of("agentId", agent.id(), "waitSeconds", waitSeconds));
    }

    private List<String> inboxIds(Agent agent) {
        return inbox(agent, 0).statusCode(200).extract().path("requests.requestId");
    }

    private ValidatableResponse respond(Agent agent, String request) {
        var answer = Map.of("requestId", request, "agentId", agent.id(), "body", Map.of("text", "it is"));
        return api.call("coordination-respond", agent.token(), answer);
    }

    private ValidatableResponse get(String request) {
        return api.call("coordination-get", asker.token(), Map.of("requestId", request))
                .statusCode(200);
    }
}
