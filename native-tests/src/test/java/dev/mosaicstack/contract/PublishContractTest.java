package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The CNCF SDK as the sender, and the examples of the specification. */
class PublishContractTest extends Contract {

    private static final String UUID8 = "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    /** What the CNCF SDK makes of an event. */
    private enum Mode {
        /** It does not percent-encode headers, as the specification wants. */
        BINARY("a b", writer -> event -> writer.writeBinary(event)),
        STRUCTURED("Ünï 🦊 \"100%\"", writer -> event -> writer.writeStructured(event, JsonFormat.CONTENT_TYPE));

        private final String special;
        private final Function<MessageWriter<?, Void>, Function<CloudEvent, Void>> how;

        Mode(String special, Function<MessageWriter<?, Void>, Function<CloudEvent, Void>> how) {
            this.special = special;
            this.how = how;
        }

        ValidatableResponse send(Api api, CloudEvent event) {
            Map<String, String> headers = new HashMap<>();
            byte[][] body = {null};
            var writer = HttpMessageFactory.createWriter(headers::put, bytes -> body[0] = bytes);
            how.apply(writer).apply(event);
            return api.send(Method.POST, "/event-publish", api.adminToken(), headers, body[0]);
        }
    }

    private final String id = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource
    void anEventOfTheSdkIsOnTheStreamAsItWasSent(Mode mode) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id + mode.special)
                .withSource(URI.create("https://ci.acme.example/app?x=1#y"))
                .withType("com.acme.ci.built")
                .withSubject("builds/" + mode.special)
                .withTime(OffsetDateTime.parse("2018-04-05T17:31:00.5+02:00"))
                .withDataSchema(URI.create("https://acme.example/schema"))
                .withExtension("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .withExtension("count", 7)
                .withExtension("flaky", false)
                .withData("application/json", "{\"ok\":true,\"text\":\"ü\"}".getBytes(StandardCharsets.UTF_8))
                .build();
        String ours = mode.send(api, event)
                .statusCode(202)
                .body("eventId", matchesPattern(UUID8))
                .body("type", is("com.acme.ci.built"))
                .body("duplicate", is(false))
                .body("differs", nullValue())
                .extract()
                .path("eventId");
        assertThat(onTheStream(ours))
                .containsEntry("id", id + mode.special)
                .containsEntry("source", "https://ci.acme.example/app?x=1#y")
                .containsEntry("type", "com.acme.ci.built")
                .containsEntry("subject", "builds/" + mode.special)
                .containsEntry("time", "2018-04-05T17:31:00.5+02:00")
                .containsEntry("dataschema", "https://acme.example/schema")
                .containsEntry("datacontenttype", "application/json")
                .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .containsEntry("count", "7")
                .containsEntry("flaky", "false")
                .containsEntry("specversion", "1.0")
                .containsEntry("data", "{\"ok\":true,\"text\":\"ü\"}")
                .containsKeys("requestid", "mosaictime");
    }

    @ParameterizedTest
    @EnumSource
    void anEventOfTheSdkWithNothingInItIsTaken(Mode mode) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/ci"))
                .withType("t")
                .build();
        String ours = mode.send(api, event).statusCode(202).extract().path("eventId");
        assertThat(onTheStream(ours)).containsEntry("data", "null").containsEntry("subject", "/ci");
    }

    @Test
    void headersMayBePercentEncodedOrQuoted() {
        var headers = new HashMap<>(event("com.acme.x"));
        headers.put("ce-subject", "Euro%20%E2%82%AC%20%F0%9F%98%80");
        headers.put("CE-Note", "\"a \\\"b\\\"\"");
        String ours = api.call("event-publish", api.adminToken(), "{}", headers)
                .statusCode(202)
                .extract()
                .path("eventId");
        assertThat(onTheStream(ours)).containsEntry("subject", "Euro € 😀").containsEntry("note", "a \"b\"");
    }

    @Test
    void bothModesOfOneEventAreOneEvent() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/ci"))
                .withType("com.acme.x")
                .withData("application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .build();
        String ours = Mode.BINARY.send(api, event).statusCode(202).extract().path("eventId");
        Mode.STRUCTURED
                .send(api, event)
                .statusCode(202)
                .body("eventId", is(ours))
                .body("duplicate", is(true))
                .body("differs", nullValue());
    }

    @Test
    void aDuplicateThatSaysSomethingElseIsSaidToDifferAndChangesNothing() {
        String ours = publish(plain(Map.of("id", id, "source", "/ci", "data", Map.of("n", 1))))
                .statusCode(202)
                .extract()
                .path("eventId");
        publish(plain(Map.of("id", id, "source", "/ci", "data", Map.of("n", 2))))
                .statusCode(202)
                .body("eventId", is(ours))
                .body("duplicate", is(true))
                .body("differs", is(true));
        assertThat(onTheStream(ours)).containsEntry("data", "{\"n\":1}");
    }

    /** CloudEvents 1.0.2, JSON format 3.2; only its type of data is another: XML is not taken. */
    @Test
    void theExampleOfTheJsonFormatIsTaken() {
        String event = """
                {
                    "specversion" : "1.0",
                    "type" : "com.example.someevent",
                    "source" : "/mycontext",
                    "subject": null,
                    "id" : "C234-1234-1234-%s",
                    "time" : "2018-04-05T17:31:00Z",
                    "comexampleextension1" : "value",
                    "comexampleothervalue" : 5,
                    "datacontenttype" : "application/json",
                    "data" : {
                        "appinfoA" : "abc",
                        "appinfoB" : 123,
                        "appinfoC" : true
                    }
                }
                """.formatted(id);
        String ours = send("application/cloudevents+json; charset=UTF-8", event)
                .statusCode(202)
                .extract()
                .path("eventId");
        assertThat(onTheStream(ours))
                .containsEntry("comexampleextension1", "value")
                .containsEntry("comexampleothervalue", "5")
                .containsEntry("time", "2018-04-05T17:31:00Z")
                .containsEntry("data", "{\"appinfoA\":\"abc\",\"appinfoB\":123,\"appinfoC\":true}");
    }

    /** CloudEvents 1.0.2, JSON format 4.3: of its two events one has binary data, which is refused without the other. */
    @Test
    void theExampleOfTheBatchFormatIsTakenEventByEvent() {
        String batch = """
                [
                  {
                      "specversion" : "1.0",
                      "type" : "com.example.someevent",
                      "source" : "/mycontext/4",
                      "id" : "B234-1234-1234-%1$s",
                      "time" : "2018-04-05T17:31:00Z",
                      "comexampleextension1" : "value",
                      "comexampleothervalue" : 5,
                      "datacontenttype" : "application/vnd.apache.thrift.binary",
                      "data_base64" : "... base64 encoded string ..."
                  },
                  {
                      "specversion" : "1.0",
                      "type" : "com.example.someotherevent",
                      "source" : "/mycontext/9",
                      "id" : "C234-1234-1234-%1$s",
                      "time" : "2018-04-05T05:31:00Z",
                      "comexampleextension1" : "value",
                      "comexampleothervalue" : 5,
                      "datacontenttype" : "application/json",
                      "data" : {
                          "appinfoA" : "abc",
                          "appinfoB" : 123,
                          "appinfoC" : true
                      }
                  }
                ]
                """.formatted(id);
        String ours = send("application/cloudevents-batch+json", batch)
                .statusCode(202)
                .body("results[0].status", is(400))
                .body("results[0].code", is("INVALID_FIELD"))
                .body("results[0].fields.data_base64", matchesPattern(".+"))
                .body("results[0].eventId", nullValue())
                .body("results[1].duplicate", is(false))
                .body("results[1].type", is("com.example.someotherevent"))
                .extract()
                .path("results[1].eventId");
        assertThat(onTheStream(ours)).containsEntry("type", "com.example.someotherevent");
    }

    @Test
    void aBatchOfAHundredIsTakenAndItsRepeatIsAHundredDuplicates() {
        var batch = IntStream.range(0, 100)
                .mapToObj(i -> Map.of("specversion", "1.0", "id", id + i, "source", "/ci", "type", "com.acme.x"))
                .toList();
        for (boolean again : new boolean[] {false, true}) {
            var answer = send("application/cloudevents-batch+json", batch)
                    .statusCode(202)
                    .body("eventId", nullValue())
                    .extract();
            assertThat(answer.<List<Boolean>>path("results.duplicate"))
                    .hasSize(100)
                    .containsOnly(again);
        }
    }

    @Test
    void anEmptyBatchIsABatch() {
        send("application/cloudevents-batch+json", "[]").statusCode(202).body("results.size()", is(0));
    }

    @Test
    void plainJsonNeedsATypeAlone() {
        var first = publish(Map.of("type", "dev.mosaicstack.user.deployed"))
                .statusCode(202)
                .body("eventId", matchesPattern(ID))
                .body("duplicate", is(false))
                .extract();
        var fields = onTheStream(first.path("eventId"));
        assertThat(fields).doesNotContainKeys("mosaicid", "mosaictime").containsEntry("data", "null");
        assertThat(fields.get("source")).startsWith("/event-publish/");
        assertThat(publish(Map.of("type", "dev.mosaicstack.user.deployed"))
                        .extract()
                        .<String>path("eventId"))
                .isNotEqualTo(first.path("eventId"));
    }

    @Test
    void idsWithoutASourceAreThoseOfTheTokenThatSentThem() {
        String other = aToken("client");
        String ours = publish(plain(Map.of("id", id))).statusCode(202).extract().path("eventId");
        publish(plain(Map.of("id", id))).body("duplicate", is(true)).body("eventId", is(ours));
        api.call("event-publish", other, plain(Map.of("id", id)))
                .statusCode(202)
                .body("duplicate", is(false));
    }

    @Test
    void anIdempotencyKeyGivesTheSameAnswerAndIsForOneEventOnly() {
        String first = api.once(id, "event-publish", plain(Map.of("data", 1)))
                .statusCode(202)
                .extract()
                .asString();
        assertThat(api.once(id, "event-publish", plain(Map.of("data", 1)))
                        .statusCode(202)
                        .extract()
                        .asString())
                .isEqualTo(first);
        refused(api.once(id, "event-publish", plain(Map.of("data", 2))), 409, "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void theSameHeadersBelongToTheKeyToo() {
        var headers = new HashMap<>(event("com.acme.x"));
        headers.put("Idempotency-Key", id);
        api.call("event-publish", api.adminToken(), "{}", headers).statusCode(202);
        headers.put("ce-subject", "another");
        refused(api.call("event-publish", api.adminToken(), "{}", headers), 409, "IDEMPOTENCY_MISMATCH");
    }

    /** What Knative's stock RedisStreamSource sends: the entry's id, and its fields and values in one flat array. */
    @Test
    void anEntryOfKnativesRedisStreamSourceIsTakenAsItIs() {
        var headers = new HashMap<>(event("dev.knative.sources.redisstream"));
        headers.put("ce-source", "/apis/v1/namespaces/default/redisstreamsources/" + id);
        headers.put("ce-id", "1598652372717-0");
        headers.put("ce-time", "2020-08-28T22:06:12.73254Z");
        headers.put("Prefer", "reply");
        String ours = api.call(
                        "event-publish", api.adminToken(), "[\"fruit\",\"banana\",\"color\",\"yellow\"]", headers)
                .statusCode(202)
                .body("duplicate", is(false))
                .extract()
                .path("eventId");
        assertThat(onTheStream(ours))
                .containsEntry("id", "1598652372717-0")
                .containsEntry("data", "{\"fruit\":\"banana\",\"color\":\"yellow\"}");
        api.call("event-publish", api.adminToken(), "[\"fruit\",\"banana\",\"color\",\"yellow\"]", headers)
                .statusCode(202)
                .body("duplicate", is(true));
    }

    @Test
    void anEventOfOursThatComesBackThroughABrokerIsADuplicate() {
        String ours = publish(plain(Map.of("id", id, "source", "/ci")))
                .statusCode(202)
                .extract()
                .path("eventId");
        var fields = new HashMap<>(onTheStream(ours));
        fields.remove("data");
        var headers = new HashMap<String, String>();
        fields.forEach(
                (name, value) -> headers.put(name.equals("datacontenttype") ? "Content-Type" : "ce-" + name, value));
        api.call("event-publish", api.adminToken(), "null", headers)
                .statusCode(202)
                .body("eventId", is(ours))
                .body("duplicate", is(true))
                .body("differs", nullValue());
    }

    @Test
    void adminsAndClientsPublishAndNobodyElse() {
        var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        api.call("event-publish", aToken("client"), plain(Map.of())).statusCode(202);
        refused(api.call("event-publish", aToken("viewer"), plain(Map.of())), 403, "FORBIDDEN");
        refused(api.call("event-publish", agent.token(), plain(Map.of())), 403, "FORBIDDEN");
        refused(api.call("event-publish", null, plain(Map.of())), 401, "UNAUTHENTICATED");
        refused(api.call("event-publish", "x".repeat(43), "not even JSON"), 401, "UNAUTHENTICATED");
    }

    /** A published event that claims to be about a task is not in the task's own story, and does not change its answers. */
    @Test
    void nobodySpeaksForATask() {
        String session = mosaic.aSession();
        String task = mosaic.aQueuedTask(session, "java");
        publish(plain(Map.of("subject", "tasks/" + task, "data", Map.of("version", 4711))))
                .statusCode(202);
        var seen = api.admin("task-get", Map.of("taskId", task)).statusCode(200).extract();
        assertThat(seen.<List<Object>>path("log")).hasSize(1);
        assertThat(seen.<Integer>path("version")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event-publish?x=1", "/event-publish"})
    void aQueryIsNoMatter(String path) {
        api.send(Method.POST, path, api.adminToken(), event("com.acme.x"), "{}").statusCode(202);
    }

    private Map<String, String> event(String type) {
        return Map.of(
                "Content-Type",
                "application/json",
                "ce-specversion",
                "1.0",
                "ce-id",
                id,
                "ce-source",
                "/ci",
                "ce-type",
                type);
    }

    private static Map<String, Object> plain(Map<String, ?> more) {
        return Api.plus(Map.of("type", "com.acme.plain"), more);
    }

    private ValidatableResponse publish(Map<String, ?> event) {
        return api.admin("event-publish", event);
    }

    private ValidatableResponse send(String contentType, Object body) {
        return api.call("event-publish", api.adminToken(), body, Map.of("Content-Type", contentType));
    }

    private static Map<String, String> onTheStream(String eventId) {
        try (Redis redis = Stack.shared().redis()) {
            return Events.await(
                            redis,
                            e -> eventId.equals(e.fields().get("mosaicid"))
                                    || eventId.equals(e.fields().get("id")))
                    .fields();
        }
    }

    private String aToken(String role) {
        return api.admin("token-create", Map.of("name", "publish-" + id, "role", role))
                .statusCode(201)
                .extract()
                .path("token");
    }
}
