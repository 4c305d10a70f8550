package dev.mosaicstack.functions.mcpserver.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.agent.AgentView;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.core.task.BatchResponse;
import dev.mosaicstack.core.task.BatchResult;
import dev.mosaicstack.core.task.LookupCalls.GetResponse;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import dev.mosaicstack.core.task.TaskView;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What things are, in a sentence: for models, and for people who look over their shoulder. */
final class Say {

    /** Longest piece of somebody's content in a text, in UTF-16 units: models pay for each word. */
    static final int EXCERPT = 4_000;

    private Say() {}

    static String session(SessionView session) {
        String end = session.endedAt() == null ? "expires at " + session.expiresAt() : "ended at " + session.endedAt();
        return "Session " + session.sessionId() + " of project " + session.project() + " is " + session.state() + ", "
                + end + "." + tasks(session);
    }

    private static String tasks(SessionView session) {
        return session.tasks() == null || session.tasks().isEmpty()
                ? ""
                : session.tasks().entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", ", " Tasks: ", "."));
    }

    static String agent(AgentView agent) {
        String can = agent.capabilities().isEmpty() ? "nothing in particular" : String.join(", ", agent.capabilities());
        return "Agent " + agent.agentId() + " \"" + agent.name() + "\" is " + agent.state() + ", can do " + can
                + ", last seen at " + agent.lastSeenAt() + ".";
    }

    static String task(TaskView task) {
        var text = new StringBuilder("Task " + task.taskId() + " \"" + task.title() + "\" is " + task.state()
                + ", version " + task.version());
        if (task.agentId() != null) {
            text.append(", agent ").append(task.agentId());
        }
        if (task.leaseUntil() != null) {
            text.append(", leased until ").append(task.leaseUntil());
        }
        if (task.progress() != null && task.endedAt() == null) {
            text.append(", ").append(task.progress()).append(" % done");
        }
        return text.append(".")
                + text("Note", task.note())
                + text("Reason", task.reason())
                + json("Result", task.result());
    }

    static String task(GetResponse seen) {
        return task(seen.task()) + json("Payload", seen.payload());
    }

    static String report(Outcome report) {
        return "Task " + report.taskId() + " is " + report.state() + ", version " + report.version()
                + (report.leaseUntil() == null ? "" : ", leased until " + report.leaseUntil()) + "."
                + text("Reason", report.reason());
    }

    static String batch(BatchResponse batch) {
        return batch.results().stream().map(Say::result).collect(Collectors.joining("\n"));
    }

    private static String result(BatchResult result) {
        return result.code() == null
                ? "Task " + result.taskId() + " is " + result.state() + "."
                : "Refused: " + result.code() + ": " + result.detail();
    }

    static String request(RequestView request) {
        return "Request " + request.requestId() + " \"" + request.topic() + "\" is " + request.state()
                + (request.endedAt() == null ? ", expires at " + request.deadline() : "") + "."
                + json("Response", request.response())
                + text("Declined", request.declineReason())
                + json("Late response", request.lateResponse());
    }

    /** A line for each. @param next the cursor of what is older; null for none */
    static <T> String list(String things, List<T> items, Function<T, String> say, String next) {
        String lines = items.isEmpty()
                ? "There are no such " + things + "."
                : items.stream().map(say).collect(Collectors.joining("\n"));
        return next == null ? lines : lines + "\nThere are more: cursor " + next;
    }

    /** A line of its own, or nothing. */
    static String json(String what, JsonNode value) {
        return value == null || value.isNull() ? "" : text(what, Json.write(value));
    }

    static String text(String what, String value) {
        if (value == null) {
            return "";
        }
        String shown = value.length() <= EXCERPT
                ? value
                : value.substring(0, EXCERPT) + " ... (cut; the structured answer has all " + value.length()
                        + " characters)";
        return "\n" + what + ": " + shown;
    }
}
