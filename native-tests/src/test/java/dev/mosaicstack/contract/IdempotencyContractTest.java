package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.GivenAddress;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Stack;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyContractTest extends Contract {

    /** A creating call, a body for it, and the same body with another meaning. */
    record Creating(String call, Map<String, Object> body, Map<String, Object> other) {
        @Override
        public String toString() {
            return call;
        }
    }

    private final String key = UUID.randomUUID().toString();

    static Stream<Creating> everyCreatingCall() {
        var mosaic = Stack.shared().mosaic();
        String session = mosaic.aSession();
        var agent = mosaic.anAgentThatCan(session, "java");
        var task = Mosaic.task(session, "review");
        var question = Map.of(
                "sessionId", session, "from", agent.id(), "capability", "x", "topic", "t", "body", Map.of("n", 1));
        var item = Map.of("title", "t", "capability", "review");
        mosaic.aQueuedTask(session, "java");
        mosaic.aQueuedTask(session, "java");
        return Stream.of(
                creating("session-create", Map.of("project", "p", "client", "c"), "project", "q"),
                creating("task-assign", task, "title", "another"),
                creating("coordination-request", question, "topic", "another"),
                creating("task-claim", Map.of("agentId", agent.id()), "max", 2),
                creating(
                        "task-assign-batch",
                        Map.of("sessionId", session, "tasks", List.of(item)),
                        "tasks",
                        List.of(item, item)));
    }

    @ParameterizedTest
    @MethodSource("everyCreatingCall")
    void theSameKeyAndBodyGetTheSameAnswer(Creating creating) {
        var first = api.once(key, creating.call(), creating.body()).extract();
        assertThat(first.statusCode()).as(first.asString()).isIn(200, 201);
        for (int i = 0; i < 2; i++) {
            var again = api.once(key, creating.call(), creating.body()).extract();
            assertThat(again.asString()).isEqualTo(first.asString());
            assertThat(again.statusCode()).isEqualTo(first.statusCode());
        }
    }

    @ParameterizedTest
    @MethodSource("everyCreatingCall")
    void theSameKeyWithAnotherBodyIsAMismatch(Creating creating) {
        assertThat(api.once(key, creating.call(), creating.body()).extract().statusCode())
                .isIn(200, 201);
        refused(api.once(key, creating.call(), creating.other()), 409, "IDEMPOTENCY_MISMATCH");
    }

    @ParameterizedTest
    @MethodSource("everyCreatingCall")
    void twinsInFlightHaveOneEffect(Creating creating) {
        var answers = IntStream.range(0, 8)
                .mapToObj(i -> meanwhile(() -> api.once(key, creating.call(), creating.body())
                        .extract()
                        .asString()))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void theSameJsonInAnotherShapeIsTheSameBody() {
        String made = idOf(api.once(key, "session-create", "{\"project\":\"p\",\"client\":\"c\",\"ttlSeconds\":60}"));
        String again =
                idOf(api.once(key, "session-create", "{ \"ttlSeconds\" : 60, \"client\":\"c\", \"project\":\"p\" }"));
        assertThat(again).isEqualTo(made);
    }

    @Test
    void aKeyBelongsToOneTokenAndOneCall() {
        var body = Map.of("project", "p", "client", "c");
        String mine = idOf(api.once(key, "session-create", body));
        String client = api.admin("token-create", Map.of("name", "other " + key, "role", "client"))
                .statusCode(201)
                .extract()
                .path("token");
        String theirs = idOf(api.call("session-create", client, body, Map.of("Idempotency-Key", key)));
        assertThat(theirs).isNotEqualTo(mine);
        api.once(key, "task-assign", Mosaic.task(mine, "java")).statusCode(201);
    }

    @Test
    void withoutAKeyEveryCallHasItsOwnEffect() {
        var body = Map.of("project", "p", "client", "c");
        assertThat(idOf(api.admin("session-create", body))).isNotEqualTo(idOf(api.admin("session-create", body)));
    }

    @Test
    void anErrorIsNotStored() {
        String session = mosaic.aSession();
        refused(api.once(key, "task-assign", Map.of("sessionId", session, "title", "t")), 400, "INVALID_FIELD");
        api.once(key, "task-assign", Mosaic.task(session, "java")).statusCode(201);
        String other = key + "-2";
        refused(api.once(other, "task-assign", Mosaic.task(anUnknownId(), "java")), 404, "SESSION_UNKNOWN");
        api.once(other, "task-assign", Mosaic.task(session, "java")).statusCode(201);
    }

    @Test
    void replayingAgentDeployGivesTheSameAgentAFreshTokenAndRevokesTheEarlierOne() {
        var body = Mosaic.agent(mosaic.aSession(), "java");
        var first = api.once(key, "agent-deploy", body).statusCode(201).extract();
        var again = api.once(key, "agent-deploy", body).statusCode(201).extract();
        String agent = first.path("agentId");
        assertThat(again.<String>path("agentId")).isEqualTo(agent);
        assertThat(again.<String>path("token")).isNotEqualTo(first.<String>path("token"));
        api.call("agent-heartbeat", again.path("token"), Map.of("agentId", agent))
                .statusCode(200);
        refused(api.call("agent-heartbeat", first.path("token"), Map.of("agentId", agent)), 401, "UNAUTHENTICATED");
        refused(api.once(key, "agent-deploy", plus(body, "name", "another")), 409, "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void twinsOfAgentDeployAreOneAgent() {
        String session = mosaic.aSession();
        var body = Mosaic.agent(session, "java");
        var agents = IntStream.range(0, 6)
                .mapToObj(i -> meanwhile(() -> api.once(key, "agent-deploy", body)
                        .statusCode(201)
                        .extract()
                        .<String>path("agentId")))
                .toList();
        assertThat(agents.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        List<String> listed =
                api.admin("agent-list", Map.of("sessionId", session)).extract().path("items.agentId");
        assertThat(listed).hasSize(1);
    }

    @Test
    void replayingTokenCreateMakesNoSecondToken() {
        var body = Map.of("name", "once " + key, "role", "viewer");
        var first = api.once(key, "token-create", body).statusCode(201).extract();
        var again = api.once(key, "token-create", body).statusCode(201).extract();
        assertThat(again.<String>path("tokenId")).isEqualTo(first.<String>path("tokenId"));
        api.call("session-list", again.path("token"), Map.of()).statusCode(200);
        refused(api.once(key, "token-create", plus(body, "role", "admin")), 409, "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void aKeyThatIsNoKeyIsRefused() {
        GivenAddress.excuse("nginx refuses a header of more than 8 KiB by itself");
        for (String wrong : List.of("", "x".repeat(10_000))) {
            refused(api.once(wrong, "session-create", Map.of("project", "p", "client", "c")), 400, "INVALID_FIELD");
        }
    }

    private static Creating creating(String call, Map<String, ?> body, String field, Object otherValue) {
        return new Creating(call, plus(body, Map.of()), plus(body, field, otherValue));
    }

    private static String idOf(ValidatableResponse answer) {
        return answer.statusCode(201).extract().path("sessionId");
    }
}
