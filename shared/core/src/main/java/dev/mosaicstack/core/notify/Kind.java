package dev.mosaicstack.core.notify;

import dev.mosaicstack.core.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * What is alike enough to be told in one message. The severity is part of it, so that a failure is not lost among
 * successes of the same type.
 *
 * @param project session's project, or repository; empty for what belongs to none
 */
public record Kind(String type, Severity severity, String project) {

    /** Short enough for an index, however long type and project are. */
    public String key() {
        return Json.sha256((type + "\n" + severity.text() + "\n" + project).getBytes(StandardCharsets.UTF_8));
    }
}
