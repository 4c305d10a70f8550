package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * Builds an object of ours from an object of the forge's, field by field. What is absent, null or not of the expected
 * JSON type is left out: a webhook is never lost because a forge changed one of its fields.
 */
final class Fields {

    private final JsonNode from;
    private final ObjectNode out = JsonNodeFactory.instance.objectNode();

    /** @param from anything, the missing node included */
    Fields(JsonNode from) {
        this.from = from;
    }

    Fields text(String name) {
        return text(name, name);
    }

    Fields text(String name, String theirs) {
        return put(name, Pick.text(from, theirs));
    }

    Fields number(String name) {
        return number(name, name);
    }

    Fields number(String name, String theirs) {
        return put(name, Pick.number(from, theirs));
    }

    Fields flag(String name) {
        return put(name, Pick.flag(from, name));
    }

    /** An array of texts; items that are none are left out. */
    Fields texts(String name) {
        return list(name, from.path(name), item -> item.isTextual() ? item : null);
    }

    /** An array, its items mapped; those mapped to null are left out. */
    Fields list(String name, JsonNode theirs, Function<JsonNode, JsonNode> item) {
        if (!theirs.isArray()) {
            return this;
        }
        ArrayNode items = out.arrayNode();
        for (JsonNode theirItem : theirs) {
            JsonNode ourItem = item.apply(theirItem);
            if (ourItem != null) {
                items.add(ourItem);
            }
        }
        return put(name, items);
    }

    /** A nested object; left out where theirs is not an object. */
    Fields object(String name, JsonNode theirs, Function<JsonNode, ObjectNode> shape) {
        return put(name, theirs.isObject() ? shape.apply(theirs) : null);
    }

    /** Null is left out. */
    Fields put(String name, JsonNode value) {
        if (value != null) {
            out.set(name, value);
        }
        return this;
    }

    /** Another object's fields, placed among ours. */
    Fields all(ObjectNode others) {
        out.setAll(others);
        return this;
    }

    ObjectNode done() {
        return out;
    }
}
