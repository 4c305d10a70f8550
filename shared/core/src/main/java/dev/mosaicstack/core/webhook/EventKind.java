package dev.mosaicstack.core.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a webhook can tell, and the one table of names. {@code X-…-Event-Type} is exact and is looked up here as it
 * stands. Where it is absent, {@code X-…-Event} names only a group, and {@link EventNames} narrows it by the payload.
 *
 * <pre>
 * our event                        type              Event-Type          Event (the group)
 * push create delete fork wiki
 *   repository release             git.(event)       same                same
 * package                          git.package       same                same; empty: Forgejo, old Gitea
 * issues issue_assign issue_label
 *   issue_milestone                git.(event)       same                issues, and payload.action
 * issue_comment                    git.(event)       same                issue_comment
 * pull_request_comment             git.(event)       same                issue_comment, and payload.is_pull
 * pull_request and its _assign
 *   _label _milestone _sync
 *   _review_request                git.(event)       same                pull_request, and payload.action
 * pull_request_review_approved     git.(event)       same                pull_request_approved
 * pull_request_review_rejected     git.(event)       same                pull_request_rejected
 * pull_request_review_comment      git.(event)       same                pull_request_comment (!)
 * status                           ci.status         same                same; empty: old Gitea
 * workflow_run                     ci.workflow_run   same; Forgejo: action_run_{failure,recover,success}
 * workflow_job                     ci.workflow_job   same; Forgejo: workflow_job_{blocked,cancelled,failure,
 *                                                    running,skipped,success,waiting}
 * (the name that was sent)         git.unknown       any other           any other
 * </pre>
 *
 * <p>Types start with {@code dev.mosaicstack.}. One name means two things: the exact {@code pull_request_comment} is a
 * comment on a pull request's page, the group of that name is a review that only comments.
 */
public enum EventKind {
    PUSH,
    CREATE,
    DELETE,
    FORK,
    ISSUES,
    ISSUE_ASSIGN,
    ISSUE_LABEL,
    ISSUE_MILESTONE,
    ISSUE_COMMENT,
    PULL_REQUEST,
    PULL_REQUEST_ASSIGN,
    PULL_REQUEST_LABEL,
    PULL_REQUEST_MILESTONE,
    PULL_REQUEST_COMMENT,
    PULL_REQUEST_SYNC,
    PULL_REQUEST_REVIEW_REQUEST,
    PULL_REQUEST_REVIEW_APPROVED(Area.GIT, "pull_request_approved"),
    PULL_REQUEST_REVIEW_REJECTED(Area.GIT, "pull_request_rejected"),
    PULL_REQUEST_REVIEW_COMMENT,
    WIKI,
    REPOSITORY,
    RELEASE,
    PACKAGE,
    STATUS(Area.CI),
    WORKFLOW_RUN(Area.CI, "action_run_failure", "action_run_recover", "action_run_success"),
    WORKFLOW_JOB(
            Area.CI,
            "workflow_job_blocked",
            "workflow_job_cancelled",
            "workflow_job_failure",
            "workflow_job_running",
            "workflow_job_skipped",
            "workflow_job_success",
            "workflow_job_waiting"),
    UNKNOWN;

    private enum Area {
        GIT,
        CI
    }

    private static final Map<String, EventKind> BY_NAME = byName();

    private final String event;
    private final String type;
    private final List<String> aliases;

    EventKind() {
        this(Area.GIT);
    }

    EventKind(Area area, String... aliases) {
        this.event = name().toLowerCase(Locale.ROOT);
        this.type = "dev.mosaicstack." + area.name().toLowerCase(Locale.ROOT) + "." + event;
        this.aliases = List.of(aliases);
    }

    private static Map<String, EventKind> byName() {
        var names = new HashMap<String, EventKind>();
        for (EventKind kind : values()) {
            names.put(kind.event, kind);
            kind.aliases.forEach(alias -> names.put(alias, kind));
        }
        return Map.copyOf(names);
    }

    /** {@link #UNKNOWN} for a name that is not in the table. */
    static EventKind named(String name) {
        return BY_NAME.getOrDefault(name, UNKNOWN);
    }

    /** Our name: {@code pull_request_label}. */
    public String event() {
        return event;
    }

    /** The CloudEvents type: {@code dev.mosaicstack.git.pull_request_label}. */
    public String type() {
        return type;
    }
}
