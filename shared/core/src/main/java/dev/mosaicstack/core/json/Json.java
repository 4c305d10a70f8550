package dev.mosaicstack.core.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as this product reads and writes it: strict where it reads (RFC 8259; no duplicate keys, no trailing tokens,
 * nesting up to {@value #MAX_DEPTH}, no silent conversion between types), compact where it writes.
 */
public final class Json {

    /** Deeper input is refused as malformed. */
    public static final int MAX_DEPTH = 100;

    /** Reads what callers send: a field that the record does not have is an error. */
    public static final JsonMapper STRICT = strict(true);

    /** Reads what other products send (webhooks): strict JSON, but fields we do not know are left alone. */
    public static final JsonMapper LENIENT = strict(false);

    private Json() {}

    private static JsonMapper strict(boolean failOnUnknown) {
        var factory = new com.fasterxml.jackson.core.JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(32 * 1024 * 1024)
                        .maxNumberLength(100)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new InstantModule())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, failOnUnknown)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .withCoercionConfig(
                        LogicalType.Textual, c -> c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
                .build();
    }

    /** The compact form of a value of ours; nulls are left out. */
    public static String write(Object value) {
        try {
            return STRICT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of ours does not become JSON: " + value.getClass(), e);
        }
    }

    /** The same in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return STRICT.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of ours does not become JSON: " + value.getClass(), e);
        }
    }

    /** Reads back what {@link #write} wrote. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return LENIENT.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON is not a " + type.getSimpleName(), e);
        }
    }

    /** Reads back stored JSON as a tree; null stays null. */
    public static JsonNode tree(String json) {
        return json == null ? null : read(json, JsonNode.class);
    }

    /** SHA-256, lower-case hex, of the same JSON with sorted keys and without insignificant space. */
    public static String canonicalHash(JsonNode node) {
        var out = new StringBuilder();
        canonical(node, out);
        return sha256(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IOException where the bytes are not JSON */
    public static String canonicalHash(byte[] json) throws IOException {
        return canonicalHash(STRICT.readTree(json));
    }

    private static void canonical(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            out.append('{');
            var names = new java.util.TreeSet<String>();
            node.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                out.append(write(name)).append(':');
                canonical(node.get(name), out);
                out.append(',');
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (JsonNode item : node) {
                canonical(item, out);
                out.append(',');
            }
            out.append(']');
        } else if (node.isNumber()) {
            out.append(node.decimalValue().stripTrailingZeros());
        } else {
            out.append(write(node));
        }
    }

    /** Lower-case hex. */
    public static String sha256(byte[] bytes) {
        return Sha256.hex(bytes);
    }
}
