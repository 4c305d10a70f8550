package dev.mosaicstack.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.mosaicstack.core.error.Refusal;
import java.io.IOException;

/** A body that a flow reads by itself. */
public final class JsonBody {

    private JsonBody() {}

    /** @throws Refusal.Invalid {@code MALFORMED_JSON}, saying what is wrong and where, never what was written there */
    public static JsonNode read(byte[] body) {
        JsonText.refuseBadStrings(body);
        try {
            JsonNode tree = Json.STRICT.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                throw malformed("is empty");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw malformed(problem(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    /** @param problem goes behind "the JSON" */
    public static Refusal malformed(String problem) {
        return JsonText.malformed("the JSON " + problem);
    }

    /** Our own words: the parser's message quotes the body. */
    private static String problem(JsonProcessingException e) {
        return switch (e) {
            case StreamConstraintsException tooMuch ->
                "is nested deeper than " + Json.MAX_DEPTH + " levels, or has a name, number or string beyond the limits"
                        + place(tooMuch);
            case JsonEOFException early -> "ends too early" + place(early);
            case MismatchedInputException trailing -> "is followed by something else" + place(trailing);
            default -> (isDuplicate(e) ? "has the same name twice in one object" : "is not well-formed") + place(e);
        };
    }

    private static boolean isDuplicate(JsonProcessingException e) {
        return e.getOriginalMessage().startsWith("Duplicate");
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
