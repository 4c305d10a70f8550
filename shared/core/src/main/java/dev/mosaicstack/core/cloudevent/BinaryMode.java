package dev.mosaicstack.core.cloudevent;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.JsonBody;
import dev.mosaicstack.core.webhook.Headers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** CloudEvents HTTP protocol binding 1.0.2, 3.1: attributes are headers, the body is the data. */
public final class BinaryMode {

    public static final String PREFIX = "ce-";

    private BinaryMode() {}

    /** Whether these are the headers of an event: one that has all it needs, or not. */
    public static boolean isMeant(Headers headers) {
        return headers.has("ce-id")
                || headers.has("ce-type")
                || headers.has("ce-source")
                || headers.has("ce-specversion");
    }

    /**
     * @param contentType that of the data; null where there is none
     * @throws Refusal.NotJson data that is not JSON
     * @throws Refusal.Invalid {@code MALFORMED_JSON}, or {@code INVALID_FIELD} for a header that cannot be decoded
     */
    public static CloudEvent read(Headers headers, String contentType, byte[] body) {
        Map<String, String> attributes = attributes(headers);
        if (body.length == 0) {
            // Clients name a content type of their own choice where there is no content.
            return new CloudEvent(attributes, null);
        }
        MediaType type = MediaType.of(contentType);
        if (!type.isJson() || !type.utf8()) {
            throw new Refusal.NotJson("the data is not JSON in UTF-8: its Content-Type says something else");
        }
        attributes.put("datacontenttype", contentType);
        return new CloudEvent(attributes, JsonBody.read(body));
    }

    /** The attributes alone, decoded. */
    public static Map<String, String> attributes(Headers headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        headers.values().forEach((header, value) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                String attribute = name.substring(PREFIX.length());
                attributes.put(attribute, HeaderValue.decoded(attribute, value));
            }
        });
        return attributes;
    }
}
