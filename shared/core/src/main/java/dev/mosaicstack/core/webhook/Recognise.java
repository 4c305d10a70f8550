package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads a verified webhook into our own shape. It knows no failure: what is strange, missing or new in a payload is
 * left out, and an event we do not know becomes {@code dev.mosaicstack.git.unknown}, never an error.
 */
public final class Recognise {

    /** Characters kept of what a sender names freely. */
    static final int MAX_TEXT = 200;

    private Recognise() {}

    /** @param payload what {@link WebhookBody#json()} gave */
    public static Recognised of(Headers headers, JsonNode payload) {
        Forge forge = Forge.of(headers);
        EventKind kind = EventNames.of(headers, payload);
        String event = kind == EventKind.UNKNOWN ? givenName(headers) : kind.event();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("forge", forge.title()).put("event", event);
        data.setAll(own(kind, forge, payload));
        data.setAll(new Fields(payload)
                .object("repository", Subject.repository(kind, forge, payload), Parts::repository)
                .object("sender", payload.path("sender"), Parts::user)
                .done());
        String subject = Subject.of(kind, forge, payload);
        return new Recognised(forge.title(), event, externalId(headers), kind.type(), subject, data);
    }

    /** The fields of this kind alone; {@code forge, event, repository, sender} are common to all. */
    private static ObjectNode own(EventKind kind, Forge forge, JsonNode payload) {
        return switch (kind) {
            case PUSH -> RepositoryData.push(payload);
            case CREATE, DELETE -> RepositoryData.ref(payload);
            case FORK -> RepositoryData.fork(forge, payload);
            case WIKI -> RepositoryData.wiki(payload);
            case REPOSITORY -> RepositoryData.repository(payload);
            case RELEASE -> RepositoryData.release(payload);
            case PACKAGE -> RepositoryData.artifact(payload);
            case ISSUES, ISSUE_ASSIGN, ISSUE_LABEL, ISSUE_MILESTONE -> IssueData.issue(payload);
            case ISSUE_COMMENT, PULL_REQUEST_COMMENT -> IssueData.comment(payload);
            case PULL_REQUEST,
                    PULL_REQUEST_ASSIGN,
                    PULL_REQUEST_LABEL,
                    PULL_REQUEST_MILESTONE,
                    PULL_REQUEST_SYNC,
                    PULL_REQUEST_REVIEW_REQUEST,
                    PULL_REQUEST_REVIEW_APPROVED,
                    PULL_REQUEST_REVIEW_REJECTED,
                    PULL_REQUEST_REVIEW_COMMENT -> IssueData.pull(payload);
            case STATUS -> CiData.status(payload);
            case WORKFLOW_RUN -> CiData.run(payload);
            case WORKFLOW_JOB -> CiData.job(payload);
            case UNKNOWN -> JsonNodeFactory.instance.objectNode();
        };
    }

    private static String givenName(Headers headers) {
        String exact = Forge.exactEvent(headers);
        String name = exact == null ? Forge.eventGroup(headers) : exact;
        if (name == null) {
            return EventKind.UNKNOWN.event();
        }
        String printable = name.replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(MAX_TEXT, printable.length()));
    }

    private static String externalId(Headers headers) {
        String id = Forge.delivery(headers);
        return id == null || id.length() > MAX_TEXT || !id.chars().allMatch(c -> c > ' ' && c <= '~') ? null : id;
    }
}
