package dev.mosaicstack.functions.mcpserver.call;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * JSON Schemas (2020-12) of the records that are asked for and answered, from what {@link Field} says of them. Our own:
 * the generator that the library brings takes a fifth of a second of each start to make them. A null is taken where a
 * field may be left out, but no schema says so: models of several makers cannot read a type that is a list.
 */
public final class Schemas {

    /** An argument of every tool that adds something; not of the record. */
    public static final String IDEMPOTENCY_KEY = "idempotencyKey";

    private static final String UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

    /** Of what is sent, where what is not in it is refused; else of what is answered, where more may be one day. */
    private final boolean sent;

    private Schemas(boolean sent) {
        this.sent = sent;
    }

    /** @param once whether a repeat can be told by a key */
    static ObjectNode ofArguments(Class<?> request, boolean once) {
        ObjectNode schema = new Schemas(true).object(request);
        if (once) {
            schema.withObjectProperty("properties")
                    .putObject(IDEMPOTENCY_KEY)
                    .put("type", "string")
                    .put("minLength", 1)
                    .put("maxLength", 200)
                    .put(
                            "description",
                            "Any text of your choice, in ASCII without spaces. A repeat with the same key and arguments"
                                    + " within 24 h gets the first answer again and adds nothing.");
        }
        return schema;
    }

    static ObjectNode ofAnswer(Class<?> response) {
        return new Schemas(false).object(response);
    }

    private ObjectNode object(Class<?> type) {
        ObjectNode schema = Json.STRICT.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.STRICT.createArrayNode();
        addAll(type, properties, required);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (sent) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private void addAll(Class<?> type, ObjectNode properties, ArrayNode required) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addAll(component.getType(), properties, required);
                continue;
            }
            Field field = component.getAnnotation(Field.class);
            ObjectNode schema = value(component.getGenericType(), field);
            if (field != null) {
                schema.put("description", ofTools(field.value()));
            }
            if (sent && field != null && field.required()) {
                required.add(component.getName());
            }
            properties.set(component.getName(), schema);
        }
    }

    /** @param field what is said of it; null for nothing */
    private ObjectNode value(Type type, Field field) {
        ObjectNode schema = Json.STRICT.createObjectNode();
        return switch (type) {
            case ParameterizedType list
            when Collection.class.isAssignableFrom((Class<?>) list.getRawType()) -> {
                schema.put("type", "array").set("items", entry(list.getActualTypeArguments()[0], field));
                yield bounded(schema, field, "minItems", "maxItems");
            }
            case ParameterizedType map
            when map.getRawType() == Map.class ->
                schema.put("type", "object").set("additionalProperties", value(map.getActualTypeArguments()[1], null));
            case Class<?> any
            when JsonNode.class.isAssignableFrom(any) ->
                field != null && field.object() ? schema.put("type", "object") : schema;
            case Class<?> text
            when text == String.class ->
                bounded(text(schema.put("type", "string"), field), field, "minLength", "maxLength");
            case Class<?> time
            when time == Instant.class -> schema.put("type", "string").put("format", "date-time");
            case Class<?> flag when flag == Boolean.class || flag == boolean.class -> schema.put("type", "boolean");
            case Class<?> number
            when isInteger(number) -> bounded(schema.put("type", "integer"), field, "minimum", "maximum");
            case Class<?> nested when nested.isRecord() -> object(nested);
            default -> throw new IllegalStateException("no schema is known for " + type);
        };
    }

    /** What is said of a list is said of it, but for the form of ids. */
    private ObjectNode entry(Type type, Field list) {
        ObjectNode schema = value(type, null);
        return list != null && list.id() ? schema.put("pattern", UUID) : schema;
    }

    private static ObjectNode text(ObjectNode schema, Field field) {
        if (field != null && field.id()) {
            schema.put("pattern", UUID);
        }
        if (field != null && field.oneOf().length > 0) {
            ArrayNode values = schema.putArray("enum");
            for (String value : field.oneOf()) {
                values.add(value);
            }
        }
        return schema;
    }

    private static ObjectNode bounded(ObjectNode schema, Field field, String least, String most) {
        bound(schema, field, least, Field::min);
        bound(schema, field, most, Field::max);
        return schema;
    }

    private static void bound(ObjectNode schema, Field field, String name, ToLongFunction<Field> end) {
        long bound = field == null ? Long.MIN_VALUE : end.applyAsLong(field);
        if (bound != Long.MIN_VALUE && bound != Long.MAX_VALUE) {
            schema.put(name, bound);
        }
    }

    /** What is said of a field names calls; here they are tools. */
    private static String ofTools(String text) {
        String tools = text;
        for (Call call : Call.values()) {
            tools = tools.replace(call.path(), call.path().replace('-', '_'));
        }
        return tools;
    }

    private static boolean isInteger(Class<?> type) {
        return type == Integer.class || type == int.class || type == Long.class || type == long.class;
    }
}
