package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;

import dev.mosaicstack.testkit.Mosaic.Agent;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** A session with one agent that asks and one that may be asked. */
abstract class Coordination extends Contract {

    final String session = mosaic.aSession();
    final Agent asker = mosaic.anAgentThatCan(session, "java");
    final Agent helper = mosaic.anAgentThatCan(session, "review");

    static Map<String, Object> to(Agent agent) {
        return Map.of("to", agent.id());
    }

    ValidatableResponse ask(Map<String, ?> more) {
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

    String asked(Map<String, ?> more) {
        return ask(more).statusCode(201).extract().path("requestId");
    }

    ValidatableResponse inbox(Agent agent, int waitSeconds) {
        return api.call("coordination-inbox", agent.token(), Map.of("agentId", agent.id(), "waitSeconds", waitSeconds));
    }

    List<String> inboxIds(Agent agent) {
        return inbox(agent, 0).statusCode(200).extract().path("requests.requestId");
    }

    ValidatableResponse respond(Agent agent, String request) {
        var answer = Map.of("requestId", request, "agentId", agent.id(), "body", Map.of("text", "it is"));
        return api.call("coordination-respond", agent.token(), answer);
    }

    ValidatableResponse get(String request) {
        return api.call("coordination-get", asker.token(), Map.of("requestId", request))
                .statusCode(200);
    }
}
