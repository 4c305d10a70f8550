package dev.mosaicstack.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what is wrong with a body that did not become a request, in our words: the parser's would quote the body. */
public final class BadJson {

    private static final int MAX_NAME = 100;

    private BadJson() {}

    public static Refusal explain(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> {
                String name = shortened(path(unknown));
                yield new Refusal.Invalid("UNKNOWN_FIELD", "there is no field " + name, Map.of(name, "is not known"));
            }
            case JsonMappingException mapping
            when isAboutAValue(mapping) -> Refusal.Invalid.field(shortened(path(mapping)), problem(mapping));
            default -> new Refusal.Invalid("MALFORMED_JSON", "the body is not well-formed JSON" + place(e));
        };
    }

    private static String problem(JsonMappingException e) {
        return e instanceof MismatchedInputException wrong && wrong.getTargetType() == Instant.class
                ? "is no RFC 3339 time in quotes, as \"2026-11-20T00:00:00Z\""
                : "has the wrong type or is out of range";
    }

    /** A wrong value has a place in the request; anything else is wrong with the text itself. */
    private static boolean isAboutAValue(JsonMappingException e) {
        boolean value = e.getCause() == null || e.getCause() instanceof InputCoercionException;
        return !e.getPath().isEmpty() && (value || e instanceof MismatchedInputException);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String shortened(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "..." : name;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
