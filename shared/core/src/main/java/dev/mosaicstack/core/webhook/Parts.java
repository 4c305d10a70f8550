package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parts that many events share. */
final class Parts {

    private Parts() {}

    /** {@code id, fullName, owner, htmlUrl, cloneUrl, private, defaultBranch}. */
    static ObjectNode repository(JsonNode repository) {
        return new Fields(repository)
                .number("id")
                .text("fullName", "full_name")
                .put("owner", Pick.login(repository.path("owner")))
                .text("htmlUrl", "html_url")
                .text("cloneUrl", "clone_url")
                .flag("private")
                .text("defaultBranch", "default_branch")
                .done();
    }

    /** {@code id, username, fullName, email}. */
    static ObjectNode user(JsonNode user) {
        return new Fields(user)
                .number("id")
                .put("username", Pick.login(user))
                .text("fullName", "full_name")
                .text("email")
                .done();
    }

    /**
     * {@code id, message, url, author{name, email, username}, timestamp, added, removed, modified}; null where it is no
     * object.
     */
    static ObjectNode commit(JsonNode commit) {
        if (!commit.isObject()) {
            return null;
        }
        return new Fields(commit)
                .text("id")
                .text("message")
                .text("url")
                .object("author", commit.path("author"), Parts::author)
                .text("timestamp")
                .texts("added")
                .texts("removed")
                .texts("modified")
                .done();
    }

    private static ObjectNode author(JsonNode author) {
        return new Fields(author).text("name").text("email").text("username").done();
    }

    /** Of an issue or a pull request: {@code title, body, state, htmlUrl, author, labels, assignees, milestone}. */
    static ObjectNode ticket(JsonNode ticket) {
        return new Fields(ticket)
                .text("title")
                .text("body")
                .text("state")
                .text("htmlUrl", "html_url")
                .put("author", Pick.login(ticket.path("user")))
                .list("labels", ticket.path("labels"), label -> Pick.text(label, "name"))
                .list("assignees", assignees(ticket), Pick::login)
                .put("milestone", Pick.text(ticket.path("milestone"), "title"))
                .done();
    }

    /** Gogs knows one assignee only. */
    private static JsonNode assignees(JsonNode ticket) {
        JsonNode one = ticket.path("assignee");
        return ticket.has("assignees") || !one.isObject()
                ? ticket.path("assignees")
                : JsonNodeFactory.instance.arrayNode().add(one);
    }
}
