package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** The data of what happens to a repository, by event. What the forge did not send is left out. */
final class RepositoryData {

    /** An object id of zeros, SHA-1 or SHA-256, stands for "no commit". */
    private static final Pattern NO_COMMIT = Pattern.compile("0{40}|0{64}");

    private RepositoryData() {}

    /** {@code ref, before, after, created, deleted, compareUrl, commits[], totalCommits, pusher}. */
    static ObjectNode push(JsonNode payload) {
        return new Fields(payload)
                .text("ref")
                .text("before")
                .text("after")
                .put("created", isNoCommit(payload.path("before")))
                .put("deleted", isNoCommit(payload.path("after")))
                .text("compareUrl", "compare_url")
                .list("commits", payload.path("commits"), Parts::commit)
                .put("totalCommits", totalCommits(payload))
                .object("pusher", payload.path("pusher"), Parts::user)
                .done();
    }

    private static JsonNode isNoCommit(JsonNode id) {
        return id.isTextual()
                ? BooleanNode.valueOf(NO_COMMIT.matcher(id.textValue()).matches())
                : null;
    }

    /** Gitea cuts the list of commits and sends the total beside it; Gogs sends them all. */
    private static JsonNode totalCommits(JsonNode payload) {
        JsonNode commits = payload.path("commits");
        return Pick.first(
                Pick.number(payload, "total_commits"), commits.isArray() ? IntNode.valueOf(commits.size()) : null);
    }

    /** A branch or tag came or went: {@code ref, refType, sha}. */
    static ObjectNode ref(JsonNode payload) {
        return new Fields(payload)
                .text("ref")
                .text("refType", "ref_type")
                .text("sha")
                .done();
    }

    /** {@code fork}, the copy; {@code repository} is the original, see {@link Subject}. */
    static ObjectNode fork(Forge forge, JsonNode payload) {
        return new Fields(payload)
                .object("fork", Subject.copy(forge, payload), Parts::repository)
                .done();
    }

    /** {@code action, page, comment}. */
    static ObjectNode wiki(JsonNode payload) {
        return new Fields(payload).text("action").text("page").text("comment").done();
    }

    /** {@code action, organization}. */
    static ObjectNode repository(JsonNode payload) {
        return new Fields(payload)
                .text("action")
                .put("organization", Pick.login(payload.path("organization")))
                .done();
    }

    /**
     * {@code action, tag, name, body, target, draft, prerelease, htmlUrl, author, createdAt, publishedAt,
     * assets[{name, size, downloadUrl}]}.
     */
    static ObjectNode release(JsonNode payload) {
        JsonNode release = payload.path("release");
        return new Fields(release)
                .put("action", Pick.text(payload, "action"))
                .text("tag", "tag_name")
                .text("name")
                .text("body")
                .text("target", "target_commitish")
                .flag("draft")
                .flag("prerelease")
                .text("htmlUrl", "html_url")
                .put("author", Pick.login(release.path("author")))
                .text("createdAt", "created_at")
                .text("publishedAt", "published_at")
                .list("assets", release.path("assets"), RepositoryData::asset)
                .done();
    }

    private static JsonNode asset(JsonNode asset) {
        return new Fields(asset)
                .text("name")
                .number("size")
                .text("downloadUrl", "browser_download_url")
                .done();
    }

    /** {@code action, name, version, type, owner, creator, htmlUrl}; a package need not belong to a repository. */
    static ObjectNode artifact(JsonNode payload) {
        JsonNode artifact = payload.path("package");
        return new Fields(artifact)
                .put("action", Pick.text(payload, "action"))
                .text("name")
                .text("version")
                .text("type")
                .put("owner", Pick.login(artifact.path("owner")))
                .put("creator", Pick.login(artifact.path("creator")))
                .text("htmlUrl", "html_url")
                .done();
    }
}
