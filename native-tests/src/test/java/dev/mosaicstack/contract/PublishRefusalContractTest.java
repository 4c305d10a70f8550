package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad event, on an instance of its own: only so can it be seen that none of them was stored. */
class PublishRefusalContractTest {

    private static final String JSON = "application/json";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final Map<String, Object> EVENT =
            Map.of("specversion", "1.0", "id", "1", "source", "/ci", "type", "com.acme.x");

    private static Stack stack;
    private static Api api;

    @BeforeAll
    static void start() {
        stack = Stack.ofItsOwn("publish-refusals", Map.of());
        api = stack.api();
    }

    @AfterAll
    static void stop() {
        try (Stack used = stack;
                Redis redis = stack.redis()) {
            String session = used.mosaic().aSession();
            long position =
                    Events.await(redis, e -> e.subject().endsWith(session)).position();
            assertThat(position).as("events: none of the bad ones is one").isEqualTo(1);
            Logs.assertClean(used);
        }
    }

    /** @param field the one to blame; null where it is the body as a whole */
    record Bad(String what, Map<String, ?> headers, Object body, int status, String code, String field) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Bad> wholeEvents() {
        var bad = new ArrayList<Bad>();
        for (String type : List.of(STRUCTURED, BATCH)) {
            bad.add(malformed(type, "nothing", ""));
            bad.add(malformed(type, "half of it", "{\"specversion\":"));
            bad.add(malformed(type, "a string", "\"x\""));
            bad.add(malformed(type, "more behind it", type.equals(BATCH) ? "[] []" : "{} {}"));
            bad.add(malformed(type, "one name twice", "[{\"id\":\"1\",\"id\":\"2\"}]"));
            bad.add(malformed(type, "NUL", "[{\"id\":\"\\u0000\"}]"));
            bad.add(malformed(type, "half of a pair", "[{\"id\":\"\\ud800\"}]"));
            bad.add(malformed(type, "no UTF-8", new byte[] {'[', '"', (byte) 0xff, '"', ']'}));
            bad.add(malformed(type, "too deep", "[".repeat(101) + "]".repeat(101)));
            bad.add(new Bad(type + ": UTF-16", type(type + "; charset=utf-16"), EVENT, 415, "NOT_JSON", null));
        }
        bad.add(malformed(STRUCTURED, "an array", "[]"));
        bad.add(malformed(BATCH, "an object", EVENT));
        bad.add(invalid(STRUCTURED, "a number as its id", plus(EVENT, "id", 1), "id"));
        bad.add(invalid(STRUCTURED, "binary data", plus(EVENT, "data_base64", "AA=="), "data_base64"));
        bad.add(invalid(STRUCTURED, "a list as an extension", plus(EVENT, "ext", List.of()), "ext"));
        bad.add(invalid(STRUCTURED, "a fraction", plus(EVENT, "ext", 1.5), "ext"));
        bad.add(invalid(STRUCTURED, "text", plus(EVENT, "datacontenttype", "text/plain"), "datacontenttype"));
        bad.add(invalid(STRUCTURED, "a line break", plus(EVENT, "subject", "a\nb"), "subject"));
        var many =
                IntStream.range(0, 101).mapToObj(i -> plus(EVENT, "id", "" + i)).toList();
        bad.add(invalid(BATCH, "101", many, "events"));
        String large = "[\"" + "x".repeat(1024 * 1024) + "\"]";
        for (String type : List.of(STRUCTURED, BATCH, JSON)) {
            bad.add(new Bad(type + ": too large", type(type), large, 413, "BODY_TOO_LARGE", null));
        }
        for (String format : List.of("application/cloudevents+avro", "application/cloudevents+xml")) {
            bad.add(new Bad(format, type(format), EVENT, 415, "NOT_JSON", null));
        }
        return bad.stream();
    }

    /** In structured mode, in plain JSON, and where they are headers, in binary mode. */
    static Stream<Bad> attributes() {
        var bad = new ArrayList<Bad>();
        wrong().forEach(attribute -> {
            String name = attribute.getKey();
            String value = attribute.getValue();
            String what =
                    name + (value == null ? " is missing" : " = " + value.substring(0, Math.min(40, value.length())));
            var event = new HashMap<>(EVENT);
            event.put(name, value);
            bad.add(invalid(STRUCTURED, what, event, name));
            if (value != null || name.equals("type")) {
                bad.add(invalid(JSON, what, event, name));
            }
            var headers = new HashMap<String, String>(Map.of("Content-Type", JSON));
            event.forEach((attributeName, v) -> {
                if (v != null) {
                    headers.put("ce-" + attributeName, v.toString());
                }
            });
            bad.add(new Bad("headers: " + what, headers, "{}", 400, "INVALID_FIELD", name));
        });
        return bad.stream();
    }

    private static Stream<Map.Entry<String, String>> wrong() {
        var wrong = new ArrayList<Map.Entry<String, String>>();
        for (String name : List.of("specversion", "id", "source", "type")) {
            var missing = new HashMap<String, String>();
            missing.put(name, null);
            wrong.addAll(missing.entrySet());
        }
        wrong.add(Map.entry("specversion", "0.3"));
        wrong.add(Map.entry("specversion", "2.0"));
        wrong.add(Map.entry("type", "dev.mosaicstack.mcp.task.completed"));
        wrong.add(Map.entry("type", "dev.mosaicstack.git.push"));
        wrong.add(Map.entry("type", "x".repeat(256)));
        wrong.add(Map.entry("source", "/mosaic"));
        wrong.add(Map.entry("source", "/webhook-intake/default"));
        wrong.add(Map.entry("source", "/" + "x".repeat(255)));
        wrong.add(Map.entry("id", "x".repeat(501)));
        wrong.add(Map.entry("subject", "x".repeat(501)));
        wrong.add(Map.entry("time", "tomorrow"));
        wrong.add(Map.entry("dataschema", "relative"));
        wrong.add(Map.entry("sessionid", "x"));
        wrong.add(Map.entry("audience", "agent:x"));
        wrong.add(Map.entry("dataref", "urn:x"));
        wrong.add(Map.entry("anextensionwithalongname", "x"));
        return wrong.stream();
    }

    static Stream<Bad> headers() {
        var good = new HashMap<String, Object>(Map.of("Content-Type", JSON));
        EVENT.forEach((name, value) -> good.put("ce-" + name, value));
        return Stream.of(
                new Bad("an id twice", plus(good, "ce-id", List.of("1", "2")), "{}", 400, "INVALID_FIELD", "id"),
                new Bad("half a percent code", plus(good, "ce-subject", "%4"), "{}", 400, "INVALID_FIELD", "subject"),
                new Bad("no UTF-8", plus(good, "ce-subject", "%ff"), "{}", 400, "INVALID_FIELD", "subject"),
                new Bad("a control character", plus(good, "ce-subject", "%0a"), "{}", 400, "INVALID_FIELD", "subject"),
                new Bad("an extension_name", plus(good, "ce-a_b", "1"), "{}", 400, "INVALID_FIELD", "a_b"),
                new Bad("text", plus(good, "Content-Type", "text/plain"), "x", 415, "NOT_JSON", null),
                new Bad("no JSON", good, "{", 400, "MALFORMED_JSON", null),
                new Bad("packed", plus(good, "Content-Encoding", "gzip"), "{}", 415, "NOT_JSON", null),
                new Bad("a form", type("application/x-www-form-urlencoded"), "type=x", 415, "NOT_JSON", null),
                new Bad("no JSON at all", type("text/plain"), "x", 415, "NOT_JSON", null),
                new Bad("JSON in UTF-16", type("application/json; charset=utf-16"), "{}", 415, "NOT_JSON", null),
                new Bad("plain nothing", type(JSON), "", 400, "MALFORMED_JSON", null),
                new Bad("a plain list", type(JSON), "[]", 400, "MALFORMED_JSON", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wholeEvents", "attributes", "headers"})
    void aBadEventIsRefusedInPlainWords(Bad bad) {
        var answer = refused(
                api.send(Method.POST, "/event-publish", api.adminToken(), bad.headers(), bad.body()),
                bad.status(),
                bad.code());
        if (bad.field() != null) {
            assertThat(answer.extract().<Map<String, String>>path("fields")).containsOnlyKeys(bad.field());
        }
    }

    private static Bad malformed(String type, String what, Object body) {
        return new Bad(type + ": " + what, type(type), body, 400, "MALFORMED_JSON", null);
    }

    private static Bad invalid(String type, String what, Object body, String field) {
        return new Bad(type + ": " + what, type(type), body, 400, "INVALID_FIELD", field);
    }

    private static Map<String, String> type(String contentType) {
        return Map.of("Content-Type", contentType);
    }
}
