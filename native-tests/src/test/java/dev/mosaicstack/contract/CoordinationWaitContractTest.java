package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinationWaitContractTest extends Coordination {

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
}
