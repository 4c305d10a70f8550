package dev.mosaicstack.functions.allinone.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** What the instance answered; an empty or foreign body is a missing node. */
record Answer(int status, JsonNode body, String requestId) {

    String text(String pointer) {
        return body.at(pointer).asText();
    }

    /** In the words of problem+json where it is a refusal. */
    String inWords() {
        if (status < 400) {
            String shown = body.toString();
            return "status " + status + ", " + (shown.length() > 400 ? shown.substring(0, 400) + "..." : shown);
        }
        return "status " + status + ", code " + text("/code") + ", detail \"" + text("/detail") + "\", requestId "
                + (body.has("requestId") ? text("/requestId") : requestId);
    }
}
