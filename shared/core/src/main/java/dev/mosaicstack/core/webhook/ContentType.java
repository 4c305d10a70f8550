package dev.mosaicstack.core.webhook;

import dev.mosaicstack.core.error.Refusal;
import java.util.Locale;

/** The two content types in which forges send webhooks. */
enum ContentType {
    JSON("application/json"),
    FORM("application/x-www-form-urlencoded");

    private final String mediaType;

    ContentType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** @throws Refusal.NotJson for any other type, for none, and for a charset that is not UTF-8 */
    static ContentType of(String header) {
        String[] parts = (header == null ? "" : header).toLowerCase(Locale.ROOT).split(";");
        for (int i = 1; i < parts.length; i++) {
            refuseOtherCharsets(parts[i].strip());
        }
        for (ContentType type : values()) {
            if (parts.length > 0 && type.mediaType.equals(parts[0].strip())) {
                return type;
            }
        }
        throw new Refusal.NotJson("the Content-Type must be " + JSON.mediaType + " or " + FORM.mediaType);
    }

    private static void refuseOtherCharsets(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0 || !parameter.substring(0, equals).strip().equals("charset")) {
            return;
        }
        String charset = parameter.substring(equals + 1).strip();
        if (!charset.equals("utf-8") && !charset.equals("\"utf-8\"")) {
            throw new Refusal.NotJson("the charset must be utf-8");
        }
    }
}
