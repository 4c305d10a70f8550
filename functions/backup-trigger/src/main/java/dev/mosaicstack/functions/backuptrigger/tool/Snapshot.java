package dev.mosaicstack.functions.backuptrigger.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A snapshot as restic lists it. @param tags ours say of which policy, source and run it is */
public record Snapshot(String id, Instant time, String host, List<String> paths, List<String> tags) {

    /** On all snapshots that we make. */
    public static final String OURS = "mosaic";

    private static final String INCOMPLETE = "mosaic-incomplete";

    public static String policyTag(String policy) {
        return "policy:" + policy;
    }

    public static String sourceTag(String source) {
        return "source:" + source;
    }

    public static String runTag(String run) {
        return "run:" + run;
    }

    /** On what a run left that could not read everything. */
    public static String incompleteTag() {
        return INCOMPLETE;
    }

    static Snapshot of(JsonNode json) {
        return new Snapshot(
                json.path("id").asText(),
                OffsetDateTime.parse(json.path("time").asText()).toInstant(),
                json.path("hostname").asText(),
                texts(json.path("paths")),
                texts(json.path("tags")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    /** As people write it. */
    public String shortId() {
        return id.substring(0, Math.min(8, id.length()));
    }

    public boolean complete() {
        return !tags.contains(INCOMPLETE);
    }

    /** Null where another program made it. */
    public String source() {
        return tagged("source:");
    }

    /** Null where another program made it. */
    public String run() {
        return tagged("run:");
    }

    private String tagged(String prefix) {
        return tags.stream()
                .filter(tag -> tag.startsWith(prefix))
                .map(tag -> tag.substring(prefix.length()))
                .findFirst()
                .orElse(null);
    }

    /** The newest first. */
    static Comparator<Snapshot> newestFirst() {
        return Comparator.comparing(Snapshot::time).reversed();
    }
}
