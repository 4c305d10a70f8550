package dev.mosaicstack.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A forge may change any part of a payload: the webhook keeps its type and loses that part only. */
class RecogniseRobustnessTest {

    private static final List<JsonNode> WRONG = List.of(
            Json.LENIENT.nullNode(),
            Json.LENIENT.createObjectNode(),
            Json.LENIENT.createArrayNode().addNull().add(1).add("x").addObject(),
            text("text"),
            text(""),
            Json.LENIENT.getNodeFactory().booleanNode(true),
            Json.LENIENT.getNodeFactory().numberNode(-1),
            Json.LENIENT.getNodeFactory().numberNode(new BigInteger("9".repeat(90))),
            Json.LENIENT.getNodeFactory().numberNode(new BigDecimal("1e999999999")));

    static List<Fixture> fixtures() {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anyPartMayBeMissing(Fixture fixture) {
        for (JsonPointer part : parts(payload(fixture))) {
            JsonNode without = payload(fixture);
            remove(without.at(part.head()), part.last());
            assertKeepsItsType(fixture, without, part);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anyPartMayBeOfAnotherType(Fixture fixture) {
        for (JsonPointer part : parts(payload(fixture))) {
            for (JsonNode wrong : WRONG) {
                JsonNode changed = payload(fixture);
                replace(changed.at(part.head()), part.last(), wrong);
                assertKeepsItsType(fixture, changed, part);
            }
        }
    }

    private static void assertKeepsItsType(Fixture fixture, JsonNode payload, JsonPointer part) {
        Recognised webhook = Recognise.of(fixture.headers(), payload);
        String data = Json.write(webhook.data());

        assertThat(webhook.data().get("event").textValue()).as(part.toString()).isEqualTo(webhook.event());
        if (fixture.headers().firstOf("X-Gitea-Event-Type") != null) {
            assertThat(webhook.type())
                    .as(part.toString())
                    .isEqualTo(fixture.recognised().type());
        }
        assertThat(data).as(part.toString()).doesNotContain(":null", "[null", ",null");
    }

    private static JsonNode payload(Fixture fixture) {
        return WebhookBody.decode("application/json", fixture.body()).json();
    }

    /** Every object's field and every array's item, at any depth. */
    private static List<JsonPointer> parts(JsonNode payload) {
        var parts = new ArrayList<JsonPointer>();
        collect(payload, JsonPointer.empty(), parts);
        return parts;
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> parts) {
        node.properties().forEach(field -> {
            JsonPointer part = at.appendProperty(field.getKey());
            parts.add(part);
            collect(field.getValue(), part, parts);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            JsonPointer part = at.appendIndex(i);
            parts.add(part);
            collect(node.get(i), part, parts);
        }
    }

    private static void remove(JsonNode parent, JsonPointer part) {
        if (parent instanceof ObjectNode object) {
            object.remove(part.getMatchingProperty());
        } else if (parent instanceof ArrayNode array) {
            array.remove(part.getMatchingIndex());
        }
    }

    private static void replace(JsonNode parent, JsonPointer part, JsonNode wrong) {
        if (parent instanceof ObjectNode object) {
            object.set(part.getMatchingProperty(), wrong);
        } else if (parent instanceof ArrayNode array) {
            array.set(part.getMatchingIndex(), wrong);
        }
    }

    private static JsonNode text(String text) {
        return Json.LENIENT.getNodeFactory().textNode(text);
    }
}
