package dev.mosaicstack.core.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Glob;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The severity of an event: its own word, which is the attribute or the data's field {@code severity}, else what its type
 * and outcome say. The function's README has the same table.
 */
final class Severities {

    private record ByType(Glob type, Severity severity) {}

    private static final Set<String> BROKEN = Set.of("failure", "error", "timed_out", "killed", "startup_failure");

    /** The first that fits. */
    private static final List<ByType> TABLE = List.of(
            of("*.backup.drill.failed", Severity.CRITICAL),
            of("*.failed", Severity.ERROR),
            of("*.backup.overdue", Severity.ERROR),
            of("*.lost", Severity.WARNING),
            of("*.disabled", Severity.WARNING),
            of("*.mcp.coordination.expired", Severity.WARNING),
            of("*.alert.*", Severity.WARNING));

    private Severities() {}

    static Severity of(Event event, JsonNode data) {
        return said(event, data).orElseGet(() -> guessed(event, data));
    }

    private static Optional<Severity> said(Event event, JsonNode data) {
        String attribute = event.attributes().get("severity");
        return Severity.of(attribute != null ? attribute : data.path("severity").asText());
    }

    private static Severity guessed(Event event, JsonNode data) {
        if (event.type().startsWith(Event.TYPE_PREFIX + "ci.")) {
            return ofBuild(data);
        }
        return TABLE.stream()
                .filter(row -> row.type().matches(event.type()))
                .map(ByType::severity)
                .findFirst()
                .orElse(Severity.INFO);
    }

    /** Commit statuses have a {@code state}, runs and jobs a {@code conclusion}; Forgejo's end with a {@code status}. */
    private static Severity ofBuild(JsonNode data) {
        for (String field : List.of("state", "conclusion", "status")) {
            String outcome = data.path(field).asText();
            if (BROKEN.contains(outcome)) {
                return Severity.ERROR;
            }
            if (outcome.equals("warning")) {
                return Severity.WARNING;
            }
        }
        return Severity.INFO;
    }

    private static ByType of(String type, Severity severity) {
        return new ByType(new Glob(type), severity);
    }
}
