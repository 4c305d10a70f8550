package dev.mosaicstack.core.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.json.Json;
import java.util.Optional;

/** What an event means for the cache: anything older than this version of the subject must not be shown any more. */
public record Change(String subject, long version) {

    /** Empty where the event is about something that is never cached. */
    public static Optional<Change> of(Event event) {
        // Others may publish about our subjects too, and what they call a version is not ours.
        if (!event.source().equals(Recorder.OWN_SOURCE)) {
            return Optional.empty();
        }
        if (!event.subject().startsWith("tasks/") && !event.subject().startsWith("sessions/")) {
            return Optional.empty();
        }
        JsonNode version = Json.tree(event.data()).path("version");
        return version.isIntegralNumber()
                ? Optional.of(new Change(event.subject(), version.longValue()))
                : Optional.empty();
    }
}
