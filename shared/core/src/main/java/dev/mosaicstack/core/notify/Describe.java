package dev.mosaicstack.core.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in a few lines what an event is about. Only the fields named here get into a message: whatever else an event's data
 * holds stays in the house.
 */
final class Describe {

    static final int MAX_TITLE = 200;
    private static final int MAX_LINE = 300;
    private static final String BACKUP = Event.TYPE_PREFIX + "backup.";
    private static final String ALERT = Event.TYPE_PREFIX + "alert.";

    /** What it is called, the first that is there. */
    private static final List<String> NAMES =
            List.of("title", "name", "context", "ref", "topic", "tag", "page", "summary", "target");

    /** How it ended, the first that is there. */
    private static final List<String> OUTCOMES = List.of("conclusion", "action", "state", "status", "result");

    private static final List<String> LINKS = List.of(
            "/htmlUrl",
            "/comment/htmlUrl",
            "/targetUrl",
            "/compareUrl",
            "/url",
            "/generatorUrl",
            "/commit/url",
            "/repository/htmlUrl",
            "/runbook");

    private record Line(String label, String pointer) {}

    /** In the order in which they are said. */
    private static final List<Line> LINES = List.of(
            new Line("Reason", "/reason"),
            new Line("Error", "/error"),
            new Line("Detail", "/detail"),
            new Line("Description", "/description"),
            new Line("Summary", "/summary"),
            new Line("Note", "/note"),
            new Line("Value", "/value"),
            new Line("Channel", "/channel"),
            new Line("Number", "/number"),
            new Line("Workflow", "/workflow"),
            new Line("Branch", "/headBranch"),
            new Line("Comment", "/comment/body"),
            new Line("Commits", "/totalCommits"),
            new Line("Commit", "/commits/0/message"),
            new Line("Commit", "/commit/message"),
            new Line("By", "/sender/username"),
            new Line("Due", "/dueAt"),
            new Line("Last good", "/lastGoodAt"),
            new Line("Since", "/activeSince"),
            new Line("Resolved", "/resolvedAt"),
            new Line("Role", "/role"),
            new Line("Capability", "/capability"));

    private Describe() {}

    static Note of(Event event, JsonNode data, Kind kind) {
        return new Note(event.id(), event.time(), event.subject(), title(event, data, kind), lines(data), link(data));
    }

    /** {@code [acme/app] ci status failure: build}. */
    private static String title(Event event, JsonNode data, Kind kind) {
        String what = words(event.type());
        String outcome = first(data, OUTCOMES);
        var title = new StringBuilder(kind.project().isEmpty() ? "" : "[" + kind.project() + "] ").append(what);
        if (!outcome.isEmpty() && !what.endsWith(outcome)) {
            title.append(' ').append(outcome);
        }
        String name = name(event.type(), data);
        if (!name.isEmpty()) {
            title.append(": ").append(name);
        }
        return Plain.line(title.toString(), MAX_TITLE);
    }

    private static String name(String type, JsonNode data) {
        if (type.startsWith(BACKUP)) {
            return ofBackup(data);
        }
        return type.startsWith(ALERT) && data.path("rule").isTextual() ? ofAlert(data) : first(data, NAMES);
    }

    /** {@code DiskFull: /var is 95 % full}. */
    private static String ofAlert(JsonNode data) {
        String summary = data.path("summary").asText();
        return data.path("rule").asText() + (summary.isBlank() ? "" : ": " + summary);
    }

    /** {@code nightly}, or {@code nightly (data)} for what is no backup. */
    private static String ofBackup(JsonNode data) {
        String kind = data.path("kind").asText();
        return data.path("policy").asText() + (kind.isEmpty() || kind.equals("backup") ? "" : " (" + kind + ")");
    }

    /** {@code task failed} of {@code dev.mosaicstack.mcp.task.failed}. */
    static String words(String type) {
        String own = type.startsWith(Event.TYPE_PREFIX) ? type.substring(Event.TYPE_PREFIX.length()) : type;
        return own.replaceFirst("^(mcp|git|user|system)\\.", "").replaceAll("[._]", " ");
    }

    private static List<String> lines(JsonNode data) {
        List<String> lines = new ArrayList<>();
        for (Line line : LINES) {
            JsonNode value = data.at(line.pointer());
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                lines.add(Plain.line(line.label() + ": " + value.asText(), MAX_LINE));
            }
        }
        return lines;
    }

    private static String first(JsonNode data, List<String> fields) {
        for (String field : fields) {
            JsonNode value = data.path(field);
            if (value.isTextual() && !value.textValue().isBlank()) {
                return value.textValue();
            }
        }
        return "";
    }

    private static String link(JsonNode data) {
        for (String pointer : LINKS) {
            String url = data.at(pointer).asText();
            if (isLink(url)) {
                return url;
            }
        }
        return null;
    }

    private static boolean isLink(String text) {
        if (text.length() > 2000 || !text.matches("(?i)https?://.*")) {
            return false;
        }
        try {
            URI url = new URI(text);
            return url.getHost() != null && url.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
