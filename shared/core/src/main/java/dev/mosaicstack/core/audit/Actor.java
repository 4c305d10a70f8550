package dev.mosaicstack.core.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.json.Json;
import java.io.IOException;

/**
 * Who did what an event tells of, as far as the event itself says: {@code agent:<id>}, {@code user:<name at the forge>},
 * or what a trusted sender wrote into {@code authid} (CloudEvents extension Auth Context).
 */
final class Actor {

    private static final int MAX_TEXT = 200;

    private Actor() {}

    /** Null where it does not say. */
    static String of(Event event) {
        String said = event.attributes().get("authid");
        if (said != null) {
            return limited(said);
        }
        if (event.source().equals(Recorder.OWN_SOURCE)) {
            String agent = find(event.data(), agentField(event.type().substring(Event.TYPE_PREFIX.length())), null);
            return agent == null ? null : Event.toAgent(agent);
        }
        String sender = find(event.data(), "sender", "username");
        return sender == null ? null : limited("user:" + sender);
    }

    /** Where the data of one of our own events names the agent that acted; null where no agent did, or it is not said. */
    private static String agentField(String type) {
        return switch (type) {
            case "mcp.task.claimed", "mcp.task.updated", "mcp.task.completed", "mcp.agent.returned" -> "agentId";
            case "mcp.coordination.requested" -> "from";
            case "mcp.coordination.delivered" -> "holder";
            default -> null;
        };
    }

    /** The text of this field, or of a field within it. Data may be megabytes: it is read through, not into a tree. */
    private static String find(String data, String name, String within) {
        if (name == null) {
            return null;
        }
        try (JsonParser json = Json.LENIENT.getFactory().createParser(data)) {
            if (json.nextToken() != JsonToken.START_OBJECT || !enter(json, name)) {
                return null;
            }
            boolean found = within == null || json.currentToken() == JsonToken.START_OBJECT && enter(json, within);
            return found && json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
        } catch (IOException e) {
            // Whatever it is, that it happened is kept.
            return null;
        }
    }

    /** From the begin of an object to the value of this field of it. */
    private static boolean enter(JsonParser json, String name) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = json.currentName().equals(name);
            json.nextToken();
            if (here) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private static String limited(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT));
    }
}
