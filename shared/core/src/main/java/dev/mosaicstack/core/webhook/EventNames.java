package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Which event a webhook is: the exact name where the forge sends it, else the group narrowed by the payload, else the
 * payload's shape alone. Thus the same happening has the same type whichever forge, and whichever version, tells it.
 */
final class EventNames {

    private EventNames() {}

    static EventKind of(Headers headers, JsonNode payload) {
        String exact = Forge.exactEvent(headers);
        if (exact != null) {
            return EventKind.named(exact);
        }
        String group = Forge.eventGroup(headers);
        return group == null ? byShape(payload) : narrowed(group, payload);
    }

    private static EventKind narrowed(String group, JsonNode payload) {
        String action = payload.path("action").asText();
        return switch (group) {
            case "issues" -> issue(action);
            case "issue_comment" ->
                IssueData.isOnPull(payload) ? EventKind.PULL_REQUEST_COMMENT : EventKind.ISSUE_COMMENT;
            case "pull_request" -> pull(action);
            case "pull_request_comment" ->
                payload.has("comment") ? EventKind.PULL_REQUEST_COMMENT : EventKind.PULL_REQUEST_REVIEW_COMMENT;
            default -> EventKind.named(group);
        };
    }

    private static EventKind issue(String action) {
        return switch (action) {
            case "assigned", "unassigned" -> EventKind.ISSUE_ASSIGN;
            case "label_updated", "label_cleared", "labeled", "unlabeled" -> EventKind.ISSUE_LABEL;
            case "milestoned", "demilestoned" -> EventKind.ISSUE_MILESTONE;
            default -> EventKind.ISSUES;
        };
    }

    private static EventKind pull(String action) {
        return switch (action) {
            case "assigned", "unassigned" -> EventKind.PULL_REQUEST_ASSIGN;
            case "label_updated", "label_cleared", "labeled", "unlabeled" -> EventKind.PULL_REQUEST_LABEL;
            case "milestoned", "demilestoned" -> EventKind.PULL_REQUEST_MILESTONE;
            case "synchronized", "synchronize" -> EventKind.PULL_REQUEST_SYNC;
            case "review_requested", "review_request_removed" -> EventKind.PULL_REQUEST_REVIEW_REQUEST;
            default -> EventKind.PULL_REQUEST;
        };
    }

    private static EventKind byShape(JsonNode payload) {
        if (payload.path("package").path("version").isTextual()) {
            return EventKind.PACKAGE;
        }
        boolean status = payload.path("sha").isTextual()
                && payload.path("state").isTextual()
                && payload.path("context").isTextual();
        return status ? EventKind.STATUS : EventKind.UNKNOWN;
    }
}
