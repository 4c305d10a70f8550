package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/** A field of a payload where it has the expected JSON type, else null. Never throws, whatever the object is. */
final class Pick {

    private Pick() {}

    static JsonNode text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() ? value : null;
    }

    /** Whole numbers of up to 64 bits; anything else is not an id or a count. */
    static JsonNode number(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? value : null;
    }

    static JsonNode flag(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isBoolean() ? value : null;
    }

    /** An account's name. Forges call it login, old ones username, organizations name. */
    static JsonNode login(JsonNode account) {
        return first(text(account, "login"), text(account, "username"), text(account, "name"));
    }

    /** The first that is not null; null where all are. */
    static JsonNode first(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}
