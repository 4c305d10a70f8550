package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.json.JsonText;
import java.io.IOException;

/**
 * A webhook's payload in the bytes that its sender signed: a JSON body as it came, a form body's decoded
 * {@code payload} field. The order is {@link #decode}, then {@link Signatures#verify} over {@link #signed()}, then
 * {@link #json()}: nothing a stranger wrote is parsed.
 */
public record WebhookBody(byte[] signed) {

    /**
     * @param contentType the Content-Type header, null where there is none
     * @throws Refusal.NotJson neither JSON nor a form, or not in UTF-8
     * @throws Refusal.Invalid {@code MALFORMED_JSON}: a form that does not carry exactly one payload
     */
    public static WebhookBody decode(String contentType, byte[] body) {
        return switch (ContentType.of(contentType)) {
            case JSON -> new WebhookBody(body);
            case FORM -> new WebhookBody(FormPayload.of(body));
        };
    }

    /** @throws Refusal.Invalid {@code MALFORMED_JSON}, saying what is wrong and where, never what was written there */
    public ObjectNode json() {
        JsonText.refuseBadStrings(signed);
        try {
            JsonNode tree = Json.LENIENT.readTree(signed);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw malformed(tree == null || tree.isMissingNode() ? "is empty" : "is not an object");
        } catch (JsonProcessingException e) {
            throw malformed(problem(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    /** Our own words: the parser's message quotes the payload. */
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

    private static Refusal malformed(String problem) {
        return new Refusal.Invalid("MALFORMED_JSON", "the JSON " + problem);
    }
}
