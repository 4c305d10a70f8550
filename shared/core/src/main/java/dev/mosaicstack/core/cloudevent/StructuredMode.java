package dev.mosaicstack.core.cloudevent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.json.JsonBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** CloudEvents JSON format 1.0.2: the whole event is one object. */
public final class StructuredMode {

    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";
    private static final Set<String> TEXTS =
            Set.of("specversion", "id", "type", "source", "subject", "time", "datacontenttype", "dataschema");

    private StructuredMode() {}

    /**
     * @throws Refusal.Invalid {@code MALFORMED_JSON} where it is no object, {@code INVALID_FIELD} for attributes of a
     *     wrong type and for binary data
     */
    public static CloudEvent read(JsonNode json) {
        if (!json.isObject()) {
            throw JsonBody.malformed("is not an object");
        }
        var check = new Check();
        Map<String, String> attributes = new LinkedHashMap<>();
        json.properties().forEach(member -> {
            String name = member.getKey();
            if (name.equals(DATA_BASE64)) {
                check.problem(DATA_BASE64, "is not taken: data must be JSON");
            } else if (!name.equals(DATA) && !member.getValue().isNull()) {
                attributes.put(name, text(check, name, member.getValue()));
            }
        });
        check.done();
        JsonNode data = json.get(DATA);
        return new CloudEvent(attributes, data == null || data.isNull() ? null : data);
    }

    /** Extensions may be numbers and truth values too, "Type System" of CloudEvents. */
    private static String text(Check check, String name, JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (TEXTS.contains(name)) {
            check.problem(name, "is not a string");
        } else if (!value.isBoolean() && !(value.isIntegralNumber() && value.canConvertToInt())) {
            check.problem(Attributes.shortened(name), "is not a string, a truth value or an integer of 32 bits");
        }
        return value.asText();
    }
}
