package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The data of builds, by event. What the forge did not send is left out. */
final class CiData {

    /** Woodpecker's default context; a matrix build's axis comes last, as a number. */
    private static final Pattern WOODPECKER = Pattern.compile("ci/woodpecker/([^/]+)/(.+?)(?:/(\\d{1,9}))?");

    private CiData() {}

    /**
     * {@code id, sha, state, context, description, targetUrl, createdAt, updatedAt, commit}, and of a Woodpecker build
     * {@code ci{system, event, workflow, axis}}.
     */
    static ObjectNode status(JsonNode payload) {
        return new Fields(payload)
                .number("id")
                .text("sha")
                .text("state")
                .text("context")
                .text("description")
                .text("targetUrl", "target_url")
                .text("createdAt", "created_at")
                .text("updatedAt", "updated_at")
                .put("commit", Parts.commit(payload.path("commit")))
                .put("ci", woodpecker(payload.path("context")))
                .done();
    }

    private static ObjectNode woodpecker(JsonNode context) {
        Matcher parts = WOODPECKER.matcher(context.asText());
        if (!parts.matches()) {
            return null;
        }
        ObjectNode ci = JsonNodeFactory.instance.objectNode();
        ci.put("system", "woodpecker").put("event", parts.group(1)).put("workflow", parts.group(2));
        return parts.group(3) == null ? ci : ci.put("axis", Integer.parseInt(parts.group(3)));
    }

    /**
     * {@code action, id, title, workflow, status, conclusion, priorStatus, trigger, headSha, headBranch, runNumber,
     * runAttempt, htmlUrl, actor, startedAt, completedAt}. {@code workflow} is the workflow's file, {@code trigger} the
     * event that started it; {@code action} says requested, in_progress, completed (Gitea) or failure, recover, success
     * (Forgejo).
     */
    static ObjectNode run(JsonNode payload) {
        return payload.path("run").isObject() ? forgejoRun(payload) : giteaRun(payload);
    }

    private static ObjectNode giteaRun(JsonNode payload) {
        JsonNode run = payload.path("workflow_run");
        return new Fields(run)
                .put("action", Pick.text(payload, "action"))
                .number("id")
                .text("title", "display_title")
                .text("workflow", "path")
                .text("status")
                .text("conclusion")
                .text("trigger", "event")
                .text("headSha", "head_sha")
                .text("headBranch", "head_branch")
                .number("runNumber", "run_number")
                .number("runAttempt", "run_attempt")
                .text("htmlUrl", "html_url")
                .put("actor", Pick.login(run.path("actor")))
                .text("startedAt", "started_at")
                .text("completedAt", "completed_at")
                .done();
    }

    private static ObjectNode forgejoRun(JsonNode payload) {
        JsonNode run = payload.path("run");
        return new Fields(run)
                .put("action", Pick.text(payload, "action"))
                .number("id")
                .text("title")
                .text("workflow", "workflow_id")
                .text("status")
                .put("priorStatus", Pick.text(payload, "prior_status"))
                .text("trigger", "trigger_event")
                .text("headSha", "commit_sha")
                .text("headBranch", "prettyref")
                .number("runNumber", "index_in_repo")
                .text("htmlUrl", "html_url")
                .put("actor", Pick.login(run.path("trigger_user")))
                .text("startedAt", "started")
                .text("completedAt", "stopped")
                .done();
    }

    /**
     * {@code action, id, runId, name, status, conclusion, headSha, headBranch, runAttempt, labels, runnerName, htmlUrl,
     * createdAt, startedAt, completedAt}; Forgejo calls the job {@code job}, its attempt {@code attempt}, its labels
     * {@code runs_on}, and sends the run beside it.
     */
    static ObjectNode job(JsonNode payload) {
        JsonNode job = payload.path(payload.has("workflow_job") ? "workflow_job" : "job");
        JsonNode run = payload.path("run");
        return new Fields(job)
                .put("action", Pick.text(payload, "action"))
                .number("id")
                .put("runId", Pick.first(Pick.number(job, "run_id"), Pick.number(run, "id")))
                .text("name")
                .text("status")
                .text("conclusion")
                .put("headSha", Pick.first(Pick.text(job, "head_sha"), Pick.text(run, "commit_sha")))
                .put("headBranch", Pick.first(Pick.text(job, "head_branch"), Pick.text(run, "prettyref")))
                .put("runAttempt", Pick.first(Pick.number(job, "run_attempt"), Pick.number(job, "attempt")))
                .list("labels", job.path(job.has("labels") ? "labels" : "runs_on"), CiData::label)
                .text("runnerName", "runner_name")
                .put("htmlUrl", Pick.first(Pick.text(job, "html_url"), Pick.text(run, "html_url")))
                .text("createdAt", "created_at")
                .text("startedAt", "started_at")
                .text("completedAt", "completed_at")
                .done();
    }

    private static JsonNode label(JsonNode label) {
        return label.isTextual() ? label : null;
    }
}
