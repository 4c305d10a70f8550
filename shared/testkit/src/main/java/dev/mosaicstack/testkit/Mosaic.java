package dev.mosaicstack.testkit;

import static dev.mosaicstack.testkit.Api.plus;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Sentences over the {@link Api}: what a test needs to exist before it can say what it is about. */
public final class Mosaic {

    /** A deployed agent and the token it acts with. */
    public record Agent(String id, String token, String session) {}

    /** A task in an agent's hands. */
    public record Claimed(String taskId, long fence, int attempt, String leaseUntil, Agent by) {

        public Map<String, Object> report() {
            return Map.of("taskId", taskId, "agentId", by.id(), "fence", fence);
        }
    }

    private final Api api;

    public Mosaic(Api api) {
        this.api = api;
    }

    public Api api() {
        return api;
    }

    public String aSession() {
        return aSession(Map.of());
    }

    public String aSession(Map<String, ?> more) {
        var fields = Map.of("project", "project-" + UUID.randomUUID(), "client", "contract");
        return api.admin("session-create", plus(fields, more))
                .statusCode(201)
                .extract()
                .path("sessionId");
    }

    public Agent anAgentThatCan(String session, String... capabilities) {
        var deployed = api.admin("agent-deploy", agent(session, capabilities))
                .statusCode(201)
                .extract();
        return new Agent(deployed.path("agentId"), deployed.path("token"), session);
    }

    /** A request body for agent-deploy. */
    public static Map<String, Object> agent(String session, String... capabilities) {
        return Map.of(
                "sessionId",
                session,
                "name",
                "agent-" + UUID.randomUUID(),
                "role",
                "coder",
                "capabilities",
                List.of(capabilities));
    }

    /** A request body for task-assign. */
    public static Map<String, Object> task(String session, String capability) {
        return Map.of("sessionId", session, "title", "do " + UUID.randomUUID(), "capability", capability);
    }

    /** A request body for coordination-request. */
    public static Map<String, Object> question(Agent from, Agent to) {
        return Map.of(
                "sessionId", from.session(),
                "from", from.id(),
                "to", to.id(),
                "topic", "t",
                "body", "b");
    }

    public String aQueuedTask(String session, String capability) {
        return aTask(task(session, capability), "queued");
    }

    public String aQueuedTask(String session, String capability, Map<String, ?> more) {
        return aTask(plus(task(session, capability), more), "queued");
    }

    public String aQueuedTaskFor(Agent agent) {
        return aTask(Map.of("sessionId", agent.session(), "title", "for you", "agentId", agent.id()), "queued");
    }

    public String aTaskBlockedBy(String session, String capability, String... tasks) {
        return aTask(plus(task(session, capability), "dependsOn", List.of(tasks)), "blocked");
    }

    private String aTask(Map<String, ?> fields, String state) {
        var task = api.admin("task-assign", fields).statusCode(201).extract();
        if (!state.equals(task.path("state"))) {
            throw new AssertionError("a new task should be " + state + ": " + task.asString());
        }
        return task.path("taskId");
    }

    public ValidatableResponse claim(Agent agent) {
        return claim(agent, Map.of());
    }

    public ValidatableResponse claim(Agent agent, Map<String, ?> more) {
        return api.call("task-claim", agent.token(), plus(Map.of("agentId", agent.id()), more));
    }

    /** Claims, waiting up to ten seconds, and has exactly one task in hand. */
    public Claimed claimed(Agent agent) {
        var answer = claim(agent, Map.of("max", 1, "waitSeconds", 10))
                .statusCode(200)
                .extract();
        if (answer.<List<?>>path("tasks").size() != 1) {
            throw new AssertionError("one task should be there to be claimed: " + answer.asString());
        }
        return new Claimed(
                answer.path("tasks[0].taskId"),
                answer.jsonPath().getLong("tasks[0].fence"),
                answer.path("tasks[0].attempt"),
                answer.path("tasks[0].leaseUntil"),
                agent);
    }

    /** The taskIds that one claim answers. */
    public List<String> claimedIds(Agent agent, Map<String, ?> more) {
        return claim(agent, more).statusCode(200).extract().path("tasks.taskId");
    }

    public ValidatableResponse update(Claimed task, Map<String, ?> more) {
        return api.call("task-update", task.by().token(), plus(task.report(), more));
    }

    public ValidatableResponse complete(Claimed task) {
        return api.call("task-complete", task.by().token(), plus(task.report(), "result", Map.of("answer", 42)));
    }

    public ValidatableResponse fail(Claimed task, boolean retryable) {
        return api.call(
                "task-fail",
                task.by().token(),
                plus(task.report(), Map.of("reason", "it broke", "retryable", retryable)));
    }

    /** task-get, with every right. */
    public ValidatableResponse task(String taskId) {
        return api.admin("task-get", Map.of("taskId", taskId)).statusCode(200);
    }

    public String stateOf(String taskId) {
        return task(taskId).extract().path("state");
    }

    /** Answers when the task is in this state; fails after ten seconds. */
    public ValidatableResponse awaitState(String taskId, String state) {
        Awaitility.await("task to be " + state)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .until(() -> state.equals(stateOf(taskId)));
        return task(taskId);
    }
}
