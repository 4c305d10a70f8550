package dev.mosaicstack.core.access;

import static dev.mosaicstack.core.access.Role.ADMIN;
import static dev.mosaicstack.core.access.Role.AGENT;
import static dev.mosaicstack.core.access.Role.CLIENT;
import static dev.mosaicstack.core.access.Role.VIEWER;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Every call there is and the roles that may make it. The README shows this table, and a test compares the two. */
public enum Call {
    WEBHOOK_LIST("webhook-list", ADMIN, CLIENT, VIEWER),
    WEBHOOK_GET("webhook-get", ADMIN, CLIENT, VIEWER),
    WEBHOOK_REPLAY("webhook-replay", ADMIN),
    SESSION_CREATE("session-create", ADMIN, CLIENT),
    SESSION_GET("session-get", ADMIN, CLIENT, AGENT, VIEWER),
    SESSION_LIST("session-list", ADMIN, CLIENT, AGENT, VIEWER),
    SESSION_CLOSE("session-close", ADMIN, CLIENT),
    AGENT_DEPLOY("agent-deploy", ADMIN, CLIENT),
    AGENT_HEARTBEAT("agent-heartbeat", ADMIN, CLIENT, AGENT),
    AGENT_LIST("agent-list", ADMIN, CLIENT, AGENT, VIEWER),
    AGENT_STOP("agent-stop", ADMIN, CLIENT),
    TOKEN_CREATE("token-create", ADMIN),
    TOKEN_LIST("token-list", ADMIN),
    TOKEN_REVOKE("token-revoke", ADMIN),
    TASK_ASSIGN("task-assign", ADMIN, CLIENT),
    TASK_ASSIGN_BATCH("task-assign-batch", ADMIN, CLIENT),
    TASK_CLAIM("task-claim", ADMIN, CLIENT, AGENT),
    TASK_UPDATE("task-update", ADMIN, CLIENT, AGENT),
    TASK_COMPLETE("task-complete", ADMIN, CLIENT, AGENT),
    TASK_COMPLETE_BATCH("task-complete-batch", ADMIN, CLIENT, AGENT),
    TASK_FAIL("task-fail", ADMIN, CLIENT, AGENT),
    TASK_CANCEL("task-cancel", ADMIN, CLIENT),
    TASK_GET("task-get", ADMIN, CLIENT, AGENT, VIEWER),
    TASK_LIST("task-list", ADMIN, CLIENT, AGENT, VIEWER),
    TASK_REPLAY("task-replay", ADMIN),
    COORDINATION_REQUEST("coordination-request", ADMIN, CLIENT, AGENT),
    COORDINATION_INBOX("coordination-inbox", ADMIN, CLIENT, AGENT),
    COORDINATION_RESPOND("coordination-respond", ADMIN, CLIENT, AGENT),
    COORDINATION_GET("coordination-get", ADMIN, CLIENT, AGENT, VIEWER),
    EVENT_PUBLISH("event-publish", ADMIN, CLIENT),
    SUBSCRIPTION_CREATE("subscription-create", ADMIN),
    SUBSCRIPTION_LIST("subscription-list", ADMIN, VIEWER),
    SUBSCRIPTION_RESUME("subscription-resume", ADMIN),
    SUBSCRIPTION_DELETE("subscription-delete", ADMIN),
    DEAD_LETTER_LIST("dead-letter-list", ADMIN, CLIENT, VIEWER),
    DEAD_LETTER_REPLAY("dead-letter-replay", ADMIN),
    AUDIT_LIST("audit-list", ADMIN, CLIENT, VIEWER),
    AUDIT_VERIFY("audit-verify", ADMIN, CLIENT, VIEWER),
    ANALYTICS_REPORT("analytics-report", ADMIN, CLIENT, VIEWER),
    BACKUP_RUN("backup-run", ADMIN),
    BACKUP_VERIFY("backup-verify", ADMIN),
    BACKUP_STATUS("backup-status", ADMIN, CLIENT, VIEWER),
    BACKUP_LIST("backup-list", ADMIN, CLIENT, VIEWER),
    BACKUP_RESTORE("backup-restore", ADMIN),
    METRICS_SCRAPE("metrics-scrape", ADMIN),
    METRICS_QUERY("metrics-query", ADMIN, CLIENT, VIEWER),
    ALERT_LIST("alert-list", ADMIN, CLIENT, VIEWER),
    /** {@code GET /metrics}, the one that is no POST. */
    METRICS("metrics", ADMIN, VIEWER);

    private static final Set<Call> REPORTS =
            EnumSet.of(TASK_UPDATE, TASK_COMPLETE, TASK_COMPLETE_BATCH, TASK_FAIL, COORDINATION_RESPOND);

    private final String path;
    private final Set<Role> roles;

    Call(String path, Role first, Role... rest) {
        this.path = path;
        this.roles = EnumSet.of(first, rest);
    }

    /** The name of the function: what follows the slash in the URL. */
    public String path() {
        return path;
    }

    public Set<Role> roles() {
        return roles;
    }

    /** Whether an agent says with it what became of something that it was given. */
    public boolean report() {
        return REPORTS.contains(this);
    }

    public static Optional<Call> ofPath(String path) {
        return Arrays.stream(values()).filter(call -> call.path.equals(path)).findFirst();
    }
}
