package dev.mosaicstack.core.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Knative's RedisStreamSource sends for an entry of a stream: its fields and values, one after the other. */
final class RedisEntry {

    static final String TYPE = "dev.knative.sources.redisstream";

    private RedisEntry() {}

    /** An object of the fields; the array itself where it is none of fields and values, or has a field twice. */
    static JsonNode readable(JsonNode data) {
        if (!data.isArray() || data.size() % 2 != 0) {
            return data;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < data.size(); i += 2) {
            JsonNode name = data.get(i);
            if (!name.isTextual() || fields.has(name.textValue())) {
                return data;
            }
            fields.set(name.textValue(), data.get(i + 1));
        }
        return fields;
    }
}
