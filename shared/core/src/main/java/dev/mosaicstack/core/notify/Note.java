package dev.mosaicstack.core.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.event.Recorder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of one event.
 *
 * @param title one line
 * @param lines {@code Label: value}, each one line
 * @param link http or https; null where there is none
 */
public record Note(String eventId, Instant time, String subject, String title, List<String> lines, String link) {

    /** As it is stored. */
    public ObjectNode json() {
        ObjectNode json = Recorder.data()
                .put("eventId", eventId)
                .put("time", time.toString())
                .put("subject", subject)
                .put("title", title);
        ArrayNode array = json.putArray("lines");
        lines.forEach(array::add);
        return link == null ? json : json.put("link", link);
    }

    /** What {@link #json} made. */
    public static Note of(JsonNode json) {
        List<String> lines = new ArrayList<>();
        json.path("lines").forEach(line -> lines.add(line.textValue()));
        return new Note(
                json.path("eventId").textValue(),
                Instant.parse(json.path("time").textValue()),
                json.path("subject").textValue(),
                json.path("title").textValue(),
                lines,
                json.path("link").textValue());
    }
}
