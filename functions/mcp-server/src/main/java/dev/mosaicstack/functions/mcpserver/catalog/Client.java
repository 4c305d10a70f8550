package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the client at the other end said of itself with this request. */
public interface Client {

    /** Nothing that is not plain: clients of the revisions with sessions. */
    Client PLAIN = new Client() {};

    /** Whether it declared this, for example {@code elicitation} or {@code sampling}. */
    default boolean can(String capability) {
        return false;
    }

    /** Whether a tool's answer may be a task. */
    default boolean takesTasks() {
        return false;
    }

    /** Its answers to what {@link Outcome.NeedsInput} asked for, by our names. */
    default Map<String, JsonNode> inputResponses() {
        return Map.of();
    }

    /** What {@link Outcome.NeedsInput} wanted to know again; null in a first request. Nobody changed it. */
    default ObjectNode state() {
        return null;
    }
}
