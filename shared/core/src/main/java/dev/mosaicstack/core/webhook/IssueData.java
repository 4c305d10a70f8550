package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The data of issues and pull requests, and of comments on both. What the forge did not send is left out. */
final class IssueData {

    private IssueData() {}

    /** {@code action, number, isPull, commitId} and those of {@link Parts#ticket}. */
    static ObjectNode issue(JsonNode payload) {
        JsonNode issue = payload.path("issue");
        return new Fields(payload)
                .text("action")
                .put("number", Pick.first(Pick.number(payload, "number"), Pick.number(issue, "number")))
                .all(Parts.ticket(issue))
                .put("isPull", BooleanNode.valueOf(isOnPull(payload)))
                .text("commitId", "commit_id")
                .done();
    }

    /** Those of {@link #issue}, and {@code comment{id, body, htmlUrl, author, createdAt, updatedAt}}. */
    static ObjectNode comment(JsonNode payload) {
        return new Fields(payload)
                .all(issue(payload))
                .object("comment", payload.path("comment"), IssueData::commentPart)
                .done();
    }

    private static ObjectNode commentPart(JsonNode comment) {
        return new Fields(comment)
                .number("id")
                .text("body")
                .text("htmlUrl", "html_url")
                .put("author", Pick.login(comment.path("user")))
                .text("createdAt", "created_at")
                .text("updatedAt", "updated_at")
                .done();
    }

    /** Forges keep pull requests among the issues: an issue that carries a pull_request part is one. */
    static boolean isOnPull(JsonNode payload) {
        return payload.path("is_pull").asBoolean()
                || payload.path("issue").path("pull_request").isObject();
    }

    /**
     * {@code action, number, draft, merged, mergeCommit, head{ref, sha}, base{ref, sha}, requestedReviewers,
     * requestedReviewer, review{type, content}, commitId} and those of {@link Parts#ticket}. {@code requestedReviewer}
     * is the one a review request is about.
     */
    static ObjectNode pull(JsonNode payload) {
        JsonNode pull = payload.path("pull_request");
        return new Fields(pull)
                .put("action", Pick.text(payload, "action"))
                .put("number", Pick.first(Pick.number(payload, "number"), Pick.number(pull, "number")))
                .all(Parts.ticket(pull))
                .flag("draft")
                .flag("merged")
                .text("mergeCommit", "merge_commit_sha")
                .put("head", branch(pull, "head"))
                .put("base", branch(pull, "base"))
                .list("requestedReviewers", pull.path("requested_reviewers"), Pick::login)
                .put("requestedReviewer", Pick.login(payload.path("requested_reviewer")))
                .object("review", payload.path("review"), IssueData::review)
                .put("commitId", Pick.text(payload, "commit_id"))
                .done();
    }

    /** Gogs sends no object, only {@code head_branch}. */
    private static JsonNode branch(JsonNode pull, String side) {
        ObjectNode branch = new Fields(pull.path(side))
                .put("ref", Pick.first(Pick.text(pull.path(side), "ref"), Pick.text(pull, side + "_branch")))
                .text("sha")
                .done();
        return branch.isEmpty() ? null : branch;
    }

    private static ObjectNode review(JsonNode review) {
        return new Fields(review).text("type").text("content").done();
    }
}
