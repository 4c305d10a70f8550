package dev.mosaicstack.functions.backuptrigger.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.json.Json;
import java.util.function.Consumer;

/** Reads what {@code restic backup --json} says: how far it is, and at the end what it did. */
final class Summary {

    private final String source;
    private final Consumer<Progress> progress;
    private JsonNode last;

    Summary(String source, Consumer<Progress> progress) {
        this.source = source;
        this.progress = progress;
    }

    void line(String line) {
        if (!line.startsWith("{")) {
            return;
        }
        JsonNode message = Json.tree(line);
        switch (message.path("message_type").asText()) {
            case "status" -> progress.accept(status(message));
            case "summary" -> last = message;
            default -> {
                // Newer ones say more.
            }
        }
    }

    private Progress status(JsonNode status) {
        return new Progress(
                "backup",
                source,
                status.has("percent_done") && status.has("total_bytes")
                        ? (int) Math.min(100, status.get("percent_done").asDouble() * 100)
                        : null,
                number(status, "bytes_done"),
                number(status, "total_bytes"),
                number(status, "files_done"),
                number(status, "total_files"),
                number(status, "seconds_remaining"));
    }

    private static Long number(JsonNode message, String field) {
        return message.has(field) ? message.get(field).asLong() : null;
    }

    /** Null where restic said none. */
    String snapshotId() {
        return last == null ? null : last.path("snapshot_id").asText(null);
    }

    Part.Files files() {
        return last == null
                ? null
                : new Part.Files(
                        last.path("files_new").asLong(),
                        last.path("files_changed").asLong(),
                        last.path("files_unmodified").asLong());
    }

    Long added() {
        return last == null ? null : last.path("data_added").asLong();
    }

    Long processed() {
        return last == null ? null : last.path("total_bytes_processed").asLong();
    }
}
