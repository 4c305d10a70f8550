package dev.mosaicstack.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.cloudevent.StructuredMode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.CloudEvents;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishableTest {

    private static final String UUID8 = "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @Test
    void anEventWithTheFourThatItNeedsIsTaken() {
        Publishable event = publishable(Map.of());
        assertThat(event.type()).isEqualTo("com.acme.built");
        assertThat(event.subject()).as("its source, where it has none").isEqualTo("/ci/1");
        assertThat(event.data()).isEqualTo("null");
        assertThat(event.eventId()).matches(UUID8);
        assertThat(event.attributes()).isEqualTo(Map.of("id", "4711"));
    }

    @Test
    void sourceAndIdTogetherMakeTheEventsId() {
        String id = publishable(Map.of()).eventId();
        assertThat(publishable(Map.of("type", "com.acme.other", "subject", "s")).eventId())
                .isEqualTo(id);
        assertThat(publishable(Map.of("source", "/ci/14", "id", "711")).eventId())
                .isNotEqualTo(id);
        assertThat(publishable(Map.of("id", "4712")).eventId()).isNotEqualTo(id);
    }

    @Test
    void whatTheSenderSaidIsKeptBesideWhatWeSay() {
        Publishable event = publishable(Map.of(
                "time", "2018-04-05T17:31:00+02:00",
                "dataschema", "https://acme.example/schema",
                "datacontenttype", "application/vnd.acme+json",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertThat(event.attributes())
                .containsOnlyKeys("id", "time", "dataschema", "datacontenttype", "traceparent")
                .containsEntry("time", "2018-04-05T17:31:00+02:00");
    }

    @Test
    void theUsualContentTypeNeedsNoMention() {
        assertThat(publishable(Map.of("datacontenttype", "application/json; charset=utf-8"))
                        .attributes())
                .doesNotContainKey("datacontenttype");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "specversion | 0.3",
                "specversion | ",
                "type | ``",
                "type | a\u0007b",
                "type | dev.mosaicstack.mcp.task.completed",
                "type | dev.mosaicstack.git.push",
                "type | dev.mosaicstack.alert.firing",
                "type | Dev.MosaicStack.mcp.task.completed",
                "type | dev.mosaicstack",
                "type | dev.mosaicstack.ci",
                "type | dev.mosaicstack.ci.",
                "type | dev.mosaicstack.user.token.created",
                "source | /mosaic",
                "source | /mosaic/x",
                "source | /mosaic?x",
                "source | /webhook-intake/default",
                "source | /webhook-intake",
                "source | not a uri",
                "source | ``",
                "id | ``",
                "id | a\u0085b",
                "subject | ` `",
                "time | yesterday",
                "time | 2018-04-05",
                "time | 2018-04-05T17:31:00",
                "time | 2018-02-30T17:31:00Z",
                "time | 2018-04-05T17:31Z",
                "dataschema | /relative",
                "dataschema | ://",
                "datacontenttype | text/plain",
                "datacontenttype | application/json; charset=latin1",
                "Upper | x",
                "with_underscore | x",
                "morethantwentycharacters | x",
                "ext | a\u0000b",
                "ext | \uFFFF",
                "data | 1",
                "dataref | urn:x",
                "sessionid | s",
                "audience | agent:x"
            })
    void aWrongAttributeIsRefusedByName(String name, String value) {
        var attributes = new HashMap<>(attributes());
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
        assertThatThrownBy(() -> Publishable.of(new CloudEvent(attributes, null), true))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.fields()).containsOnlyKeys(name));
    }

    @ParameterizedTest
    @CsvSource({"type,255", "id,500", "subject,500", "ext,500"})
    void aValueMayBeThisLongAndNoLonger(String name, int max) {
        publishable(Map.of(name, "x".repeat(max)));
        assertThatThrownBy(() -> publishable(Map.of(name, "x".repeat(max + 1))))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.fields()).containsOnlyKeys(name));
    }

    @Test
    void thereMayBeThirtyTwoExtensionsAndNoMore() {
        publishable(extensions(32));
        assertThatThrownBy(() -> publishable(extensions(33)))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.fields()).containsOnlyKeys("extensions"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.mosaicstack.ci.pipeline.finished",
                "dev.mosaicstack.docs.page_update",
                "dev.mosaicstack.user.login",
                "com.acme",
                "dev.mosaicstacks.mcp.x",
                "task-assign.output"
            })
    void freeTypesAreTaken(String type) {
        assertThat(publishable(Map.of("type", type)).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mosaics", "/ci", "urn:acme:1", "https://acme.example/a?b#c", "acme", "/webhook-intakes"})
    void freeSourcesAreTaken(String source) {
        assertThat(publishable(Map.of("source", source)).source()).isEqualTo(source);
    }

    @Test
    void whatWeAddedToAnEventOnItsWayOutIsNotTakenBack() {
        assertThat(publishable(Map.of(
                                "mosaicid", "x", "mosaictime", "x", "position", "1", "requestid", "x", "replayof", "x"))
                        .attributes())
                .containsOnlyKeys("id");
    }

    @Test
    void aTokenInTheAddressOfASinkIsNotKept() {
        var attributes = publishable(Map.of("knativeerrordest", "http://m/task-assign?a=1&access_token=mosaic_abc&b=2"))
                .attributes();
        assertThat(attributes).containsEntry("knativeerrordest", "http://m/task-assign?a=1&access_token=redacted&b=2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"a\",\"1\",\"b\",\"2\"] | {\"a\":\"1\",\"b\":\"2\"}",
                "[] | {}",
                "[\"a\",\"1\",\"a\",\"2\"] | [\"a\",\"1\",\"a\",\"2\"]",
                "[\"a\",\"1\",\"b\"] | [\"a\",\"1\",\"b\"]",
                "[1,2] | [1,2]",
                "{\"x\":1} | {\"x\":1}"
            })
    void anEntryOfKnativesRedisSourceBecomesAnObjectWhereItCan(String sent, String stored) {
        var attributes = new HashMap<>(attributes());
        attributes.put("type", RedisEntry.TYPE);
        JsonNode data = Json.tree(sent);
        assertThat(Publishable.of(new CloudEvent(attributes, data), true).data())
                .isEqualTo(stored);
        attributes.put("type", "com.acme.x");
        assertThat(Publishable.of(new CloudEvent(attributes, data), true).data())
                .as("only there")
                .isEqualTo(sent);
    }

    /** CloudEvents 1.0.2, JSON format, "Type System Mapping". */
    @Test
    void extensionsMayBeNumbersAndTruthValues() {
        CloudEvent event = StructuredMode.read(
                Json.tree("{\"a\":1,\"b\":true,\"c\":\"x\",\"d\":null,\"e\":-2147483648,\"data\":null}"));
        assertThat(event.attributes()).isEqualTo(Map.of("a", "1", "b", "true", "c", "x", "e", "-2147483648"));
        assertThat(event.data()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ext\":1.5}",
                "{\"ext\":2147483648}",
                "{\"ext\":{}}",
                "{\"ext\":[]}",
                "{\"id\":1}",
                "{\"time\":1}",
                "{\"type\":{}}",
                "{\"data_base64\":\"AA==\"}",
                "{\"data_base64\":null}"
            })
    void aMemberOfTheWrongTypeIsRefusedByName(String json) {
        assertThatThrownBy(() -> StructuredMode.read(Json.tree(json)))
                .isInstanceOfSatisfying(Refusal.Invalid.class, e -> assertThat(e.fields())
                        .containsOnlyKeys(Json.tree(json).fieldNames().next()));
    }

    @Test
    void anEventThatWasReadFromItsAttributesIsTheSame() {
        Publishable sent = publishable(Map.of("time", "2018-04-05T17:31:00Z", "ext", "x", "dataschema", "urn:x"));
        var published = new Event(
                7,
                sent.eventId(),
                sent.type(),
                sent.source(),
                sent.subject(),
                Instant.parse("2026-01-01T00:00:00.123Z"),
                null,
                null,
                "r",
                "p",
                "{}",
                sent.attributes());
        Map<String, String> seen = CloudEvents.attributes(published);
        assertThat(seen)
                .containsEntry("id", "4711")
                .containsEntry("time", "2018-04-05T17:31:00Z")
                .containsEntry("mosaicid", sent.eventId())
                .containsEntry("ext", "x");
        assertThat(CloudEvents.event(7, seen, "{}")).isEqualTo(published);
        var own = new Event(8, "i", "t", "/mosaic", "s", Instant.EPOCH, "session", "agent:a", null, null, "{}");
        assertThat(CloudEvents.attributes(own)).doesNotContainKeys("mosaicid", "mosaictime", "requestid");
        assertThat(CloudEvents.event(8, CloudEvents.attributes(own), "{}")).isEqualTo(own);
    }

    private static Map<String, String> extensions(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "e" + i, i -> "x"));
    }

    private static Map<String, String> attributes() {
        return Map.of("specversion", "1.0", "id", "4711", "source", "/ci/1", "type", "com.acme.built");
    }

    private static Publishable publishable(Map<String, String> more) {
        var attributes = new HashMap<>(attributes());
        attributes.putAll(more);
        return Publishable.of(new CloudEvent(attributes, null), true);
    }
}
