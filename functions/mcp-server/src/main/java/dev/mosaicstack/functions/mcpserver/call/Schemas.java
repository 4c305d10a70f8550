package dev.mosaicstack.functions.mcpserver.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/** JSON Schemas (2020-12) of the records that are asked for and answered, from what {@link Field} says of them. */
public final class Schemas {

    /** An argument of every tool that adds something; not of the record. */
    public static final String IDEMPOTENCY_KEY = "idempotencyKey";

    private static final String UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

    private static final SchemaGenerator ARGUMENTS = generator(true);
    private static final SchemaGenerator ANSWERS = generator(false);

    private Schemas() {}

    /** Of what is sent: what is not in it is refused. @param once whether a repeat can be told by a key */
    static ObjectNode ofArguments(Class<?> request, boolean once) {
        ObjectNode schema = ARGUMENTS.generateSchema(request);
        if (once) {
            schema.withObjectProperty("properties")
                    .putObject(IDEMPOTENCY_KEY)
                    .put("minLength", 1)
                    .put("maxLength", 200)
                    .put(
                            "description",
                            "Any text of your choice, in ASCII without spaces. A repeat with the same key and arguments"
                                    + " within 24 h gets the first answer again and adds nothing.")
                    .putArray("type")
                    .add("string")
                    .add("null");
        }
        return schema;
    }

    /** Of what is answered: more may be there one day. */
    static ObjectNode ofAnswer(Class<?> response) {
        return ANSWERS.generateSchema(response);
    }

    private static SchemaGenerator generator(boolean closed) {
        var builder = new SchemaGeneratorConfigBuilder(
                        Json.STRICT, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.SKIP_SUBTYPE_LOOKUP))
                .with(Option.INLINE_ALL_SCHEMAS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        if (closed) {
            builder.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        // As the record has them, not by the alphabet.
        builder.forTypesInGeneral().withPropertySorter((one, other) -> 0);
        builder.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> switch (type.getErasedType()) {
            case Class<?> erased
            when JsonNode.class.isAssignableFrom(erased) ->
                plain(context.getGeneratorConfig().createObjectNode());
            case Class<?> erased
            when erased == Instant.class ->
                plain(context.getGeneratorConfig()
                        .createObjectNode()
                        .put("type", "string")
                        .put("format", "date-time"));
            default -> null;
        });
        builder.forFields()
                .withRequiredCheck(
                        field -> closed && of(field) != null && of(field).required())
                .withDescriptionResolver(field -> field.isFakeContainerItemScope() || of(field) == null
                        ? null
                        : of(field).value())
                .withNullableCheck(field -> closed && isOptional(field))
                .withStringPatternResolver(
                        field -> of(field) != null && of(field).id() && isText(field) ? UUID : null)
                .withStringMinLengthResolver(field -> isText(field) ? size(field, Field::min) : null)
                .withStringMaxLengthResolver(field -> isText(field) ? size(field, Field::max) : null)
                .withArrayMinItemsResolver(field -> field.isContainerType() ? size(field, Field::min) : null)
                .withArrayMaxItemsResolver(field -> field.isContainerType() ? size(field, Field::max) : null)
                .withNumberInclusiveMinimumResolver(field -> isNumber(field) ? bound(field, Field::min) : null)
                .withNumberInclusiveMaximumResolver(field -> isNumber(field) ? bound(field, Field::max) : null)
                .withEnumResolver(field -> of(field) == null || of(field).oneOf().length == 0
                        ? null
                        : List.of((Object[]) of(field).oneOf()))
                .withInstanceAttributeOverride(
                        (schema, field, context) -> complete(schema, field, closed && isOptional(field)));
        return new SchemaGenerator(builder.build());
    }

    /** A null says the same as nothing: it is taken wherever a field may be left out. */
    private static boolean isOptional(FieldScope field) {
        return !field.isFakeContainerItemScope()
                && of(field) != null
                && !of(field).required();
    }

    /** What the generator does not know of: objects among what may be any JSON, and that a null is none of an enum. */
    private static void complete(ObjectNode schema, FieldScope field, boolean orNull) {
        if (of(field) != null && of(field).object()) {
            schema.put("type", "object");
            if (orNull) {
                schema.putArray("type").add("object").add("null");
            }
        }
        if (orNull && schema.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
    }

    private static boolean isText(FieldScope field) {
        return field.getType().getErasedType() == String.class;
    }

    private static boolean isNumber(FieldScope field) {
        return Number.class.isAssignableFrom(field.getType().getErasedType());
    }

    private static Field of(FieldScope field) {
        return field.getAnnotationConsideringFieldAndGetter(Field.class);
    }

    private static Integer size(FieldScope field, ToLongFunction<Field> end) {
        BigDecimal size = bound(field, end);
        return size == null ? null : size.intValueExact();
    }

    /** Of a list they are about the list, and not about each entry. */
    private static BigDecimal bound(FieldScope field, ToLongFunction<Field> end) {
        if (of(field) == null || field.isFakeContainerItemScope()) {
            return null;
        }
        long bound = end.applyAsLong(of(field));
        return bound == Long.MIN_VALUE || bound == Long.MAX_VALUE ? null : BigDecimal.valueOf(bound);
    }

    private static CustomDefinition plain(ObjectNode definition) {
        return new CustomDefinition(definition, DefinitionType.INLINE, AttributeInclusion.NO);
    }
}
