package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.JsonBody;

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
        if (JsonBody.read(signed) instanceof ObjectNode object) {
            return object;
        }
        throw JsonBody.malformed("is not an object");
    }
}
