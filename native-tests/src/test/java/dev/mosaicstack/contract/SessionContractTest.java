package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.mosaicstack.testkit.Mosaic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionContractTest extends Contract {

    @Test
    void aNewSessionIsActiveAndSaysWhenItEnds() {
        var fields = Map.of("project", "acme/app", "client", "claude", "ttlSeconds", 600, "metadata", Map.of("a", 1));
        var session = api.admin("session-create", fields)
                .statusCode(201)
                .body("sessionId", matchesPattern(ID))
                .body("project", is("acme/app"))
                .body("client", is("claude"))
                .body("state", is("active"))
                .body("createdAt", matchesPattern(TIME))
                .body("expiresAt", matchesPattern(TIME))
                .extract();
        assertThat(Duration.between(Instant.parse(session.path("createdAt")), Instant.parse(session.path("expiresAt"))))
                .isEqualTo(Duration.ofSeconds(600));
        api.admin("session-get", Map.of("sessionId", session.path("sessionId")))
                .statusCode(200)
                .body("state", is("active"))
                .body("version", is(session.<Integer>path("version")))
                .body("metadata.a", is(1));
    }

    @Test
    void projectAndClientAreNeeded() {
        refused(api.admin("session-create", Map.of("client", "c")), 400, "INVALID_FIELD");
        refused(api.admin("session-create", Map.of("project", "p")), 400, "INVALID_FIELD");
        refused(api.admin("session-create", Map.of("project", "", "client", "c")), 400, "INVALID_FIELD");
    }

    @Test
    void aSessionThatIsNotThereIsUnknown() {
        refused(api.admin("session-get", Map.of("sessionId", anUnknownId())), 404, "SESSION_UNKNOWN");
        refused(api.admin("session-close", Map.of("sessionId", anUnknownId())), 404, "SESSION_UNKNOWN");
        refused(api.admin("session-get", Map.of("sessionId", "not-an-id")), 400, "INVALID_FIELD");
    }

    @Test
    void theListIsWalkedByCursorEachSessionOnce() {
        String project = "list-" + UUID.randomUUID();
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.add(mosaic.aSession(Map.of("project", project)));
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        int pages = 0;
        do {
            var page = new HashMap<String, Object>(Map.of("project", project, "limit", 2));
            if (cursor != null) {
                page.put("cursor", cursor);
            }
            var answer = api.admin("session-list", page).statusCode(200).extract();
            seen.addAll(answer.<List<String>>path("items.sessionId"));
            cursor = answer.path("nextCursor");
            pages++;
        } while (cursor != null && pages < 10);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void theListTakesAStateAndBoundsItsLimit() {
        String project = "states-" + UUID.randomUUID();
        String open = mosaic.aSession(Map.of("project", project));
        String closed = mosaic.aSession(Map.of("project", project));
        api.admin("session-close", Map.of("sessionId", closed)).statusCode(200);
        assertThat(api.admin("session-list", Map.of("project", project, "state", "active"))
                        .extract()
                        .<List<String>>path("items.sessionId"))
                .containsExactly(open);
        refused(api.admin("session-list", Map.of("limit", 0)), 400, "INVALID_FIELD");
        refused(api.admin("session-list", Map.of("limit", 201)), 400, "INVALID_FIELD");
        refused(api.admin("session-list", Map.of("cursor", "no cursor of ours")), 400, "INVALID_FIELD");
        api.admin("session-list", Map.of("limit", 200)).statusCode(200);
    }

    @Test
    void closingASessionEndsEverythingInIt() {
        String session = mosaic.aSession();
        var agent = mosaic.anAgentThatCan(session, "java");
        String queued = mosaic.aQueuedTask(session, "review");
        String blocked = mosaic.aTaskBlockedBy(session, "java", queued);
        mosaic.aQueuedTask(session, "java");
        var held = mosaic.claimed(agent);
        String request = api.admin(
                        "coordination-request",
                        Map.of("sessionId", session, "from", agent.id(), "capability", "x", "topic", "t", "body", "b"))
                .statusCode(201)
                .extract()
                .path("requestId");
        api.admin("session-close", Map.of("sessionId", session)).statusCode(200).body("state", is("closed"));
        for (String task : List.of(queued, blocked, held.taskId())) {
            mosaic.task(task).body("state", is("cancelled"));
        }
        api.admin("coordination-get", Map.of("requestId", request)).body("state", is("expired"));
        api.admin("agent-list", Map.of("sessionId", session)).body("items[0].state", is("stopped"));
        refused(mosaic.claim(agent), 401, "UNAUTHENTICATED");
        refused(mosaic.complete(held), 409, "SESSION_CLOSED");
        refused(mosaic.update(held, Map.of()), 409, "SESSION_CLOSED");
        refused(mosaic.fail(held, true), 409, "SESSION_CLOSED");
        refused(api.admin("task-complete", held.report()), 409, "SESSION_CLOSED");
        refused(api.admin("task-update", held.report()), 409, "SESSION_CLOSED");
    }

    @Test
    void aClosedSessionTakesNothingNew() {
        String session = mosaic.aSession();
        var agent = mosaic.anAgentThatCan(session, "java");
        api.admin("session-close", Map.of("sessionId", session)).statusCode(200);
        refused(api.admin("task-assign", Mosaic.task(session, "java")), 409, "SESSION_CLOSED");
        refused(api.admin("agent-deploy", Mosaic.agent(session, "java")), 409, "SESSION_CLOSED");
        refused(
                api.admin(
                        "coordination-request",
                        Map.of("sessionId", session, "from", agent.id(), "capability", "x", "topic", "t", "body", "b")),
                409,
                "SESSION_CLOSED");
    }

    @Test
    void aSessionExpiresAtTheTimeItNamed() {
        String session = mosaic.aSession(Map.of("ttlSeconds", 1));
        String task = mosaic.aQueuedTask(session, "java");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        api.admin("session-get", Map.of("sessionId", session)).body("state", equalTo("expired")));
        mosaic.task(task).body("state", is("cancelled"));
        refused(api.admin("task-assign", Mosaic.task(session, "java")), 409, "SESSION_CLOSED");
    }

    @Test
    void everyChangeRaisesTheVersion() {
        String session = mosaic.aSession();
        int before =
                api.admin("session-get", Map.of("sessionId", session)).extract().path("version");
        api.admin("session-close", Map.of("sessionId", session)).body("version", not(is(before)));
    }
}
