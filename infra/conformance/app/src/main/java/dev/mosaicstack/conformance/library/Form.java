package dev.mosaicstack.conformance.library;

import io.quarkiverse.mcp.server.ElicitationRequest.MultiSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.PrimitiveSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.SingleSelectEnumSchema;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The fields of the forms that the suite wants to be asked to fill in. None but the first is required. */
final class Form {

    private static final List<String> VALUES = List.of("value1", "value2", "value3");
    private static final List<String> OPTIONS = List.of("option1", "option2", "option3");

    private Form() {}

    /** @param asJson its schema; the library has no whole numbers of its own */
    private record Field(JsonObject asJson, boolean required) implements PrimitiveSchema {}

    static PrimitiveSchema requiredText() {
        return new Field(new JsonObject().put("type", "string"), true);
    }

    static PrimitiveSchema withDefault(String type, Object value) {
        return new Field(new JsonObject().put("type", type).put("default", value), false);
    }

    static PrimitiveSchema choiceWithDefault(String value, List<String> all) {
        return new SingleSelectEnumSchema(all, value);
    }

    static PrimitiveSchema untitledSingle() {
        return new SingleSelectEnumSchema(OPTIONS);
    }

    static PrimitiveSchema titledSingle() {
        return new SingleSelectEnumSchema(VALUES, List.of("First Option", "Second Option", "Third Option"));
    }

    /** The deprecated way to give titles, which the library deprecates too. */
    static PrimitiveSchema legacy() {
        return new Field(
                new JsonObject()
                        .put("type", "string")
                        .put("enum", List.of("opt1", "opt2", "opt3"))
                        .put("enumNames", List.of("Option One", "Option Two", "Option Three")),
                false);
    }

    static PrimitiveSchema untitledMulti() {
        return new MultiSelectEnumSchema(null, null, OPTIONS, null, 1, 3, false, null);
    }

    static PrimitiveSchema titledMulti() {
        var titles = List.of("First Choice", "Second Choice", "Third Choice");
        return new MultiSelectEnumSchema(null, null, VALUES, titles, 1, 3, false, null);
    }
}
