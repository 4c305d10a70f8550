package dev.mosaicstack.core.audit;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;

/**
 * What the audit keeps of one event: who, what, when, and by their hashes what it said. The data itself goes with the
 * event; whoever has a copy can prove that it is the one.
 *
 * @param actor who did it, as far as the event says; null where it does not
 * @param replayOf the id of the event that this one repeats; null for an original
 * @param dataHash SHA-256, lower-case hex, of the event's data as UTF-8
 * @param attributesHash of what the sender of a published event said of it, as {@link Json#write} writes it with sorted
 *     names; null where that is nothing
 */
public record Entry(
        String eventId,
        long position,
        String type,
        String source,
        String subject,
        Instant time,
        String sessionId,
        String actor,
        String requestId,
        String replayOf,
        String dataHash,
        String attributesHash) {

    static Entry of(Event event) {
        return new Entry(
                event.id(),
                event.position(),
                event.type(),
                event.source(),
                event.subject(),
                event.time(),
                event.sessionId(),
                Actor.of(event),
                event.requestId(),
                event.replayOf(),
                sha256(event.data()),
                event.attributes().isEmpty() ? null : sha256(Json.write(new TreeMap<>(event.attributes()))));
    }

    private static String sha256(String text) {
        return Json.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
