package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The artifact that a trigger of a Knative Broker can call: the type of an event is the function, whatever the path.
 * Everything that holds for a path must hold there, too.
 */
class KnativeBindingContractTest {

    private static final String STRUCTURED = "application/cloudevents+json";

    private static Stack stack;
    private static Api api;
    private static Agent agent;

    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        stack = Stack.of(Artifact.thatTakesEvents(), "knative", Map.of());
        api = stack.api();
        agent = stack.mosaic().anAgentThatCan(stack.mosaic().aSession(), "java");
    }

    @AfterAll
    static void stop() {
        try (Stack used = stack) {
            Logs.assertClean(used);
            assertThat(used.log()).doesNotContain("access_token");
        }
    }

    @Test
    void thereIsOneBindingInEachArtifact() throws IOException {
        assertThat(bindings(Artifact.thatTakesEvents()))
                .singleElement()
                .asString()
                .contains("knative-events");
        if (!Artifact.underTest().isNative()) {
            assertThat(bindings(Artifact.underTest())).hasSize(1);
        }
    }

    private static List<String> bindings(Artifact artifact) throws IOException {
        try (Stream<java.nio.file.Path> jars =
                Files.list(artifact.path().resolveSibling("lib").resolve("main"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.matches(".*quarkus-funqy-(http|knative-events)-.*"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/task-assign", "/session-list", "/?x=1"})
    void anEventInBinaryModeCallsTheFunctionOfItsType(String path) {
        var answer = binary(path, "task-assign", aTask()).statusCode(201).extract();
        String task = answer.path("taskId");
        api.admin("task-get", Map.of("taskId", task)).statusCode(200).body("state", is("queued"));
    }

    /** Its type cannot be chosen, so the path says which function is meant; everything else is as of any event. */
    @Test
    void aPingSourceCallsTheFunctionOfItsPath() {
        String token = aToken(Map.of("calls", List.of("task-assign")));
        String path = "/task-assign?access_token=" + token;
        var ping = headers("dev.knative.sources.ping");
        String task = api.send(Method.POST, path, null, ping, aTask())
                .statusCode(201)
                .header("ce-type", is("task-assign.output"))
                .extract()
                .path("taskId");
        api.send(Method.POST, path, null, ping, aTask()).statusCode(201).body("taskId", is(task));
        var structured = event("dev.knative.sources.ping", aTask());
        api.send(Method.POST, path, null, Map.of("Content-Type", STRUCTURED), structured)
                .statusCode(201)
                .body("taskId", is(task));
        String elsewhere = "/session-list?access_token=" + token;
        refused(api.send(Method.POST, elsewhere, null, ping, Map.of()), 403, "FORBIDDEN");
        refused(api.send(Method.POST, path, null, ping, Map.of("surprise", 1)), 400, "UNKNOWN_FIELD");
        for (String none : List.of("/", "/any", "/task-assign/")) {
            refused(binary(none, "dev.knative.sources.ping", aTask()), 404, "NOT_FOUND");
        }
    }

    /** Knative's filter answers 502 to a body that is no event, and delivers again: pkg/broker/filter of eventing 0.49. */
    @Test
    void aBrokerThatDeliversToTheBusIsToldNothingButTheStatus() {
        String path = "/event-publish?access_token=" + aToken(Map.of("calls", List.of("event-publish")));
        var delivery = plus(headers("com.acme.x"), "Prefer", "reply");
        for (int i = 0; i < 2; i++) {
            assertThat(api.send(Method.POST, path, null, delivery, "{\"a\":1}")
                            .statusCode(202)
                            .header("ce-id", is((String) null))
                            .extract()
                            .asString())
                    .isEmpty();
        }
        refused(api.send(Method.POST, path, null, plus(delivery, "ce-source", "/mosaic"), "{}"), 400, "INVALID_FIELD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/any/path", "/q/any", "/task-assign/x"})
    void aPathOfNoFunctionIsNotFoundForEventsToo(String path) {
        refused(binary(path, "task-assign", aTask()), 404, "NOT_FOUND");
    }

    @Test
    void anEventInStructuredModeDoesSoToo() {
        String task =
                structured("task-assign", aTask()).statusCode(201).extract().path("taskId");
        api.admin("task-get", Map.of("taskId", task)).statusCode(200).body("state", is("queued"));
    }

    /** What a trigger takes for an answer: nothing, or one whole event. The SDK judges. */
    @Test
    void theAnswerIsAValidEvent() {
        for (ValidatableResponse answer :
                List.of(binary("/", "task-assign", aTask()), structured("task-assign", aTask()))) {
            var sent = answer.statusCode(201).extract();
            Map<String, List<String>> headers = new HashMap<>();
            sent.headers().forEach(header -> headers.put(header.getName(), List.of(header.getValue())));
            CloudEvent event = HttpMessageFactory.createReaderFromMultimap(headers, sent.asByteArray())
                    .toEvent();
            assertThat(event.getType()).isEqualTo("task-assign.output");
            assertThat(event.getSource()).hasToString("task-assign");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(sent.<String>path("taskId")).matches(Contract.ID);
            assertThat(sent.<Object>path("agentId"))
                    .as("what is null is left out")
                    .isNull();
            assertThat(sent.<String>path("createdAt")).matches(Contract.TIME);
        }
    }

    @Test
    void aRepeatedEventIsTheSameCall() {
        var task = aTask();
        String first = binary("/", "task-assign", task).extract().path("taskId");
        assertThat(binary("/", "task-assign", task).statusCode(201).extract().<String>path("taskId"))
                .isEqualTo(first);
        assertThat(structured("task-assign", task).statusCode(201).extract().<String>path("taskId"))
                .isEqualTo(first);
        refused(binary("/", "task-assign", plus(task, "title", "another")), 409, "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void plainCallsAreAsTheyWere() {
        api.admin("session-list", Map.of("limit", 1)).statusCode(200).contentType("application/json");
        refused(api.admin("session-list", Map.of("surprise", 1)), 400, "UNKNOWN_FIELD");
        refused(api.admin("session-list", "{"), 400, "MALFORMED_JSON");
        refused(api.admin("session-list", ""), 400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"surprise\":1} | UNKNOWN_FIELD | surprise",
                "{\"limit\":\"1\"} | INVALID_FIELD | limit",
                "{\"limit\":0} | INVALID_FIELD | limit",
                "{\"Limit\":1} | UNKNOWN_FIELD | Limit",
                "{\"limit\":1,\"limit\":1} | MALFORMED_JSON | ",
                "{\"limit\":1} x | MALFORMED_JSON | ",
                "[] | MALFORMED_JSON | ",
                "{\"cursor\":\"\\u0000\"} | MALFORMED_JSON | ",
                "{ | MALFORMED_JSON | "
            })
    void theDataOfAnEventIsReadAsStrictlyAsABody(String data, String code, String field) {
        var binary = refused(send("/", headers("session-list"), data), 400, code);
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/t\",\"type\":\"session-list\",\"data\":%s}";
        var structured = refused(send("/", Map.of("Content-Type", STRUCTURED), event.formatted(id, data)), 400, code);
        if (field != null) {
            assertThat(binary.extract().<Map<String, String>>path("fields")).containsOnlyKeys(field);
            assertThat(structured.extract().<Map<String, String>>path("fields")).containsOnlyKeys(field);
        }
    }

    @Test
    void anEventWithoutDataIsNoCall() {
        refused(send("/", headers("session-list"), ""), 400, "MALFORMED_JSON");
        refused(structured("session-list", null), 400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type"})
    void anEventThatIsNotWholeIsRefusedByName(String attribute) {
        var headers = new HashMap<>(headers("session-list"));
        headers.remove("ce-" + attribute);
        assertThat(refused(send("/session-list", headers, "{}"), 400, "INVALID_FIELD")
                        .extract()
                        .<Map<String, String>>path("fields"))
                .containsOnlyKeys(attribute);
        var event = new HashMap<>(event("session-list", Map.of()));
        event.remove(attribute);
        assertThat(refused(send("/session-list", Map.of("Content-Type", STRUCTURED), event), 400, "INVALID_FIELD")
                        .extract()
                        .<Map<String, String>>path("fields"))
                .containsOnlyKeys(attribute);
    }

    @Test
    void otherFormatsAndOtherDataAreRefused() {
        for (String type : List.of("application/cloudevents-batch+json", "application/cloudevents+avro")) {
            refused(send("/", Map.of("Content-Type", type), List.of()), 415, "NOT_JSON");
            refused(send("/session-list", Map.of("Content-Type", type), List.of()), 415, "NOT_JSON");
        }
        refused(send("/", plus(headers("session-list"), "Content-Type", "text/plain"), "{}"), 415, "NOT_JSON");
        refused(send("/", plus(headers("session-list"), "Content-Encoding", "gzip"), "{}"), 415, "NOT_JSON");
        refused(
                send("/", Map.of("Content-Type", STRUCTURED), plus(event("session-list", null), "data_base64", "e30=")),
                400,
                "INVALID_FIELD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.unknown", "webhook-intake", "event-publish", "/session-list", "*"})
    void aTypeThatCallsNothingIsNotFound(String type) {
        refused(binary("/", type, Map.of()), 404, "NOT_FOUND");
        refused(binary("/session-list", type, Map.of()), 404, "NOT_FOUND");
        refused(structured(type, Map.of()), 404, "NOT_FOUND");
    }

    @Test
    void aBodyOverOneMebibyteIsRefused() {
        var large = Map.of("project", "x".repeat(1024 * 1024), "client", "c");
        refused(binary("/", "session-create", large), 413, "BODY_TOO_LARGE");
        refused(structured("session-create", large), 413, "BODY_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void anEventIsPosted(String method) {
        refused(
                api.send(Method.valueOf(method), "/", api.adminToken(), headers("session-list"), "{}"),
                405,
                "METHOD_NOT_ALLOWED");
    }

    static Stream<String> everyCall() {
        return Calls.all(agent).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void nobodyCallsWithAnEventAndWithoutAToken(String call) {
        var body = Calls.about(call, agent);
        refused(api.send(Method.POST, "/", null, headers(call), body), 401, "UNAUTHENTICATED");
        refused(
                api.send(Method.POST, "/", null, Map.of("Content-Type", STRUCTURED), event(call, body)),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void theTypeDecidesWhatMayBeCalled() {
        refused(api.send(Method.POST, "/task-get", agent.token(), headers("token-list"), "{}"), 403, "FORBIDDEN");
    }

    @Test
    void aTriggerWithoutABearerBringsALimitedTokenInItsAddress() {
        String token = aToken(Map.of("calls", List.of("task-assign")));
        String path = "/?access_token=" + token;
        api.send(Method.POST, path, null, headers("task-assign"), aTask()).statusCode(201);
        api.send(Method.POST, "/task-assign?access_token=" + token, null, json(), aTask())
                .statusCode(201);
        // A client of a model has headers: its protocol forbids a token in the address.
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        refused(api.send(Method.POST, "/mcp?access_token=" + token, null, json(), list), 401, "UNAUTHENTICATED");
        var elsewhere = api.send(Method.POST, path, null, headers("session-list"), Map.of());
        assertThat(refused(elsewhere, 403, "FORBIDDEN").extract().asString()).doesNotContain(token);
    }

    @Test
    void anyOtherTokenInTheAddressIsNone() {
        for (String token : List.of(api.adminToken(), aToken(Map.of()), agent.token(), "x".repeat(43), "")) {
            refused(
                    api.send(Method.POST, "/?access_token=" + token, null, headers("session-list"), Map.of()),
                    401,
                    "UNAUTHENTICATED");
        }
        String good = aToken(Map.of("calls", List.of("session-list")));
        String twice = "/?access_token=" + good + "&access_token=" + good;
        refused(api.send(Method.POST, twice, null, headers("session-list"), Map.of()), 401, "UNAUTHENTICATED");
        refused(
                api.send(Method.POST, "/?access_token=" + good, "wrong", headers("session-list"), Map.of()),
                401,
                "UNAUTHENTICATED");
    }

    /** A trigger delivers any event to the address it was given. */
    @Test
    void anEventForTheBusGoesToItsPathWhateverItsType() {
        String path = "/event-publish?access_token=" + aToken(Map.of("calls", List.of("event-publish")));
        for (String type : List.of("com.acme.x", "session-list", "event-publish")) {
            api.send(Method.POST, path, null, plus(headers(type), "ce-source", "/" + type), "{\"a\":1}")
                    .statusCode(202)
                    .body("type", is(type))
                    .body("duplicate", is(false))
                    .header("ce-id", is((String) null));
            api.send(
                            Method.POST,
                            path,
                            null,
                            Map.of("Content-Type", STRUCTURED),
                            plus(event(type, 1), "source", "/" + type))
                    .statusCode(202)
                    .body("duplicate", is(true))
                    .body("differs", is(true));
        }
        var batch = List.of(plus(event("com.acme.y", null), "id", id + "b"));
        api.send(Method.POST, path, null, Map.of("Content-Type", "application/cloudevents-batch+json"), batch)
                .statusCode(202)
                .body("results[0].duplicate", is(false));
        api.send(Method.POST, path, null, json(), Map.of("type", "com.acme.z"))
                .statusCode(202)
                .body("eventId", matchesPattern(Contract.ID));
    }

    @Test
    void aWebhookIsTakenAsBeforeAlsoWithHeadersOfAnEvent() {
        var push = Webhook.fromGitea("push", Pushes.aPush(), api.webhookSecret());
        api.deliver(push).statusCode(202).body("type", is("dev.mosaicstack.git.push"));
        var headers = new HashMap<String, String>(push.headers());
        headers.putAll(headers("session-list"));
        api.send(Method.POST, "/webhook-intake", null, headers, push.body())
                .statusCode(202)
                .body("duplicate", is(true));
    }

    private static Map<String, Object> aTask() {
        return Map.of("sessionId", agent.session(), "title", "t", "capability", "other");
    }

    private Map<String, String> headers(String type) {
        return Map.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", id,
                "ce-source", "/trigger",
                "ce-type", type);
    }

    private Map<String, Object> event(String type, Object data) {
        var event =
                new HashMap<String, Object>(Map.of("specversion", "1.0", "id", id, "source", "/trigger", "type", type));
        if (data != null) {
            event.put("data", data);
        }
        return event;
    }

    private ValidatableResponse binary(String path, String type, Object data) {
        return send(path, headers(type), data);
    }

    private ValidatableResponse structured(String type, Object data) {
        return send("/", Map.of("Content-Type", STRUCTURED), event(type, data));
    }

    private static ValidatableResponse send(String path, Map<String, ?> headers, Object body) {
        return api.send(Method.POST, path, api.adminToken(), headers, body);
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }

    private String aToken(Map<String, ?> more) {
        return api.admin("token-create", plus(Map.of("name", "knative-" + id, "role", "client"), more))
                .statusCode(201)
                .extract()
                .path("token");
    }
}
