package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.bytes;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Stack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad body to every call, on an instance of its own: only so can it see that none of them wrote anything. */
class BadInputContractTest {

    private static final Set<String> FREE_JSON = Set.of("body", "payload", "result", "metadata");

    private static Stack stack;
    private static Api api;
    private static Agent agent;
    private static long lastGoodPosition;

    @BeforeAll
    static void start() {
        stack = Stack.ofItsOwn("bad-input", Map.of());
        api = stack.api();
        agent = stack.mosaic().anAgentThatCan(stack.mosaic().aSession(), "java");
        lastGoodPosition = positionOfANewSession();
    }

    @AfterAll
    static void stop() {
        try (Stack used = stack) {
            assertThat(positionOfANewSession())
                    .as("events between two good calls: none of the bad ones wrote anything")
                    .isEqualTo(lastGoodPosition + 1);
            Logs.assertClean(used);
        }
    }

    record Bad(String what, byte[] body, String... codes) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Arguments> everyCallAndEveryBadBody() {
        return Calls.all(agent).entrySet().stream().flatMap(call -> badBodies(call.getKey(), call.getValue()).stream()
                .map(bad -> Arguments.of(call.getKey(), bad)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyCallAndEveryBadBody")
    void isRefusedAndTheNextGoodRequestWorks(String call, Bad bad) {
        refused(api.call(call, api.adminToken(), bad.body()), 400, bad.codes());
        api.admin("session-get", Map.of("sessionId", agent.session())).statusCode(200);
    }

    static Stream<Arguments> everyCallAndField() {
        return Calls.all(agent).entrySet().stream().flatMap(call -> call.getValue().keySet().stream()
                .filter(field -> !FREE_JSON.contains(field))
                .map(field -> Arguments.of(call.getKey(), field, call.getValue())));
    }

    @ParameterizedTest(name = "{0}.{1} of a wrong type")
    @MethodSource("everyCallAndField")
    void wrongTypesAreRefused(String call, String field, Map<String, Object> good) {
        var wrong = new ArrayList<Object>(List.of(true, Map.of("a", 1), 1.5));
        wrong.add(good.get(field) instanceof List ? "text" : List.of("a"));
        wrong.add(good.get(field) instanceof Number ? "7" : 7);
        for (Object value : wrong) {
            refused(api.admin(call, plus(good, field, value)), 400, "INVALID_FIELD");
        }
    }

    @ParameterizedTest(name = "{0}.{1} is no id")
    @MethodSource("everyCallAndField")
    void whatIsNoIdIsRefused(String call, String field, Map<String, Object> good) {
        if (!field.endsWith("Id") && !field.equals("from")) {
            return;
        }
        String id = good.get(field).toString();
        for (String wrong : List.of("", "7", "not-an-id", id + "0", "../" + id, id + "\n", "'; drop table task; --")) {
            refused(api.admin(call, plus(good, field, wrong)), 400, "INVALID_FIELD");
        }
        refused(api.admin(call, plus(good, field, "a".repeat(100_000))), 400, "INVALID_FIELD");
    }

    static Stream<Arguments> everyNumber() {
        String numbers = """
                session-create.ttlSeconds token-create.ttlSeconds session-list.limit agent-list.limit token-list.limit
                task-list.limit webhook-list.limit task-assign.priority task-assign.leaseSeconds
                task-assign.maxAttempts task-claim.max task-claim.waitSeconds task-update.fence task-complete.fence
                task-fail.fence task-get.waitSeconds coordination-request.timeoutSeconds coordination-inbox.max
                coordination-request.waitSeconds coordination-inbox.waitSeconds coordination-get.waitSeconds
                """;
        return Stream.of(numbers.split("\\s+")).map(number -> Arguments.of((Object[]) number.split("\\.")));
    }

    @ParameterizedTest(name = "{0}.{1} out of bounds")
    @MethodSource("everyNumber")
    void strangeNumbersAreRefused(String call, String field) {
        String good = new String(bytes(plus(Calls.about(call, agent), field, "PLACE")), StandardCharsets.UTF_8);
        for (String number : List.of("-1", "-9223372036854775809", "99999999999999999999", "1e400", "0.5", "NaN")) {
            refused(
                    api.admin(call, good.replace("\"PLACE\"", number)),
                    400,
                    number.equals("NaN") ? "MALFORMED_JSON" : "INVALID_FIELD");
        }
        refused(api.admin(call, good.replace("\"PLACE\"", "9".repeat(10_000))), 400, "INVALID_FIELD", "MALFORMED_JSON");
    }

    static Stream<Arguments> everyText() {
        String texts = """
                session-create.project session-create.client session-create.metadata agent-deploy.name
                agent-deploy.role agent-deploy.metadata token-create.name task-assign.title task-assign.capability
                task-assign.payload task-update.note task-complete.result task-fail.reason
                coordination-request.topic coordination-request.body coordination-respond.body
                """;
        return Stream.of(texts.split("\\s+")).map(text -> Arguments.of((Object[]) text.split("\\.")));
    }

    @ParameterizedTest(name = "{0}.{1} holds what is no text")
    @MethodSource("everyText")
    void nulAndLoneSurrogatesAreRefused(String call, String field) {
        String good = new String(bytes(plus(Calls.about(call, agent), field, "PLACE")), StandardCharsets.UTF_8);
        for (String escape : List.of("\\u0000", "\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800")) {
            String value = FREE_JSON.contains(field) ? "{\"deep\":[\"a" + escape + "\"]}" : "\"a" + escape + "\"";
            refused(api.admin(call, good.replace("\"PLACE\"", value)), 400, "INVALID_FIELD", "MALFORMED_JSON");
        }
    }

    private static List<Bad> badBodies(String call, Map<String, Object> good) {
        String json = new String(bytes(good), StandardCharsets.UTF_8);
        String twice = good.isEmpty()
                ? "{\"limit\":1,\"limit\":1}"
                : json.substring(0, json.length() - 1) + "," + json.substring(1);
        String deep = "[".repeat(1000) + "]".repeat(1000);
        return List.of(
                new Bad("empty", bytes(""), "MALFORMED_JSON"),
                new Bad("only space", bytes(" \n"), "MALFORMED_JSON"),
                new Bad("truncated", bytes(json.substring(0, json.length() - 1)), "MALFORMED_JSON"),
                new Bad("no JSON at all", bytes("hello"), "MALFORMED_JSON"),
                new Bad("an array", bytes("[" + json + "]"), "MALFORMED_JSON"),
                new Bad("a text", bytes("\"text\""), "MALFORMED_JSON"),
                new Bad("null", bytes("null"), "MALFORMED_JSON"),
                // What takes no field at all does not read on to the second.
                new Bad(
                        "a duplicate key",
                        bytes(twice),
                        call.equals("metrics-scrape") ? "UNKNOWN_FIELD" : "MALFORMED_JSON"),
                new Bad("trailing tokens", bytes(json + "{}"), "MALFORMED_JSON"),
                new Bad("a comment", bytes("/**/" + json), "MALFORMED_JSON"),
                new Bad("1,000 levels", bytes(deep), "MALFORMED_JSON"),
                new Bad("1,000 levels inside", bytes("{\"metadata\":" + deep + "}"), "MALFORMED_JSON", "UNKNOWN_FIELD"),
                new Bad("a raw NUL", bytes(json + "\0"), "MALFORMED_JSON"),
                new Bad(
                        "no UTF-8",
                        new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'},
                        "MALFORMED_JSON",
                        "UNKNOWN_FIELD"),
                new Bad("UTF-16", json.getBytes(StandardCharsets.UTF_16), "MALFORMED_JSON"),
                new Bad("an unknown field", bytes(plus(good, "noSuchField", 1)), "UNKNOWN_FIELD"));
    }

    private static long positionOfANewSession() {
        String session = stack.mosaic().aSession();
        try (var redis = stack.redis()) {
            return Events.await(redis, event -> event.fields().get("subject").contains(session))
                    .position();
        }
    }
}
