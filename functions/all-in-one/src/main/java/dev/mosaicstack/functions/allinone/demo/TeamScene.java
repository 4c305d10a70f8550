package dev.mosaicstack.functions.allinone.demo;

import java.util.List;
import java.util.Map;

/** A session with two agents: two tasks, the second waits for the first, and a question between the agents. */
final class TeamScene {

    /** What is there to be looked at afterwards. */
    record Made(String sessionId, String firstTask, String secondTask, String requestId) {}

    private record Agent(String id, Api api) {}

    private static final int WAIT_SECONDS = 10;

    private final Api admin;
    private final Timeline timeline;

    TeamScene(Api admin, Timeline timeline) {
        this.admin = admin;
        this.timeline = timeline;
    }

    Made play() {
        timeline.chapter("A session with two agents and two tasks");
        String session = openSession();
        Agent planner = deploy(session, "planner", "plan");
        Agent reviewer = deploy(session, "reviewer", "review");
        String plan = assign(session, "Plan a login", "plan", List.of());
        String review = assign(session, "Review it", "review", List.of(plan));

        timeline.chapter("The planner works, and asks the reviewer");
        String fence = claim(planner, "planner", plan);
        report(planner, plan, fence);
        String request = ask(session, planner, reviewer);
        answer(reviewer, request);
        readAnswer(planner, request);
        complete(planner, "planner", plan, fence);

        timeline.chapter("The reviewer's turn: its task is free now");
        expectQueued(review);
        complete(reviewer, "reviewer", review, claim(reviewer, "reviewer", review));
        lookBack(session);
        return new Made(session, plan, review, request);
    }

    private String openSession() {
        return timeline.step(
                        "session-create",
                        admin.call("session-create", Map.of("project", "acme/website", "client", "mosaic-demo")),
                        Expected.status(201).and("/state", "active"),
                        came -> "session " + came.text("/sessionId"))
                .text("/sessionId");
    }

    private Agent deploy(String session, String name, String capability) {
        var body = Map.of("sessionId", session, "name", name, "role", name, "capabilities", List.of(capability));
        Answer answer = timeline.step(
                "agent-deploy",
                admin.call("agent-deploy", body),
                Expected.status(201).and("/state", "idle"),
                came -> String.format("%-8s %s  can %s", name, came.text("/agentId"), capability));
        return new Agent(answer.text("/agentId"), admin.as(answer.text("/token")));
    }

    private String assign(String session, String title, String capability, List<String> dependsOn) {
        var body = Map.of(
                "sessionId", session,
                "title", title,
                "capability", capability,
                "payload", Map.of("repository", "acme/website"),
                "dependsOn", dependsOn);
        String state = dependsOn.isEmpty() ? "queued" : "blocked";
        return timeline.step(
                        "task-assign",
                        admin.call("task-assign", body),
                        Expected.status(201).and("/state", state),
                        came -> String.format("%-8s %s  %s", state, came.text("/taskId"), title))
                .text("/taskId");
    }

    /** @return the fence */
    private String claim(Agent agent, String name, String task) {
        return timeline.step(
                        "task-claim",
                        agent.api().call("task-claim", Map.of("agentId", agent.id(), "waitSeconds", WAIT_SECONDS)),
                        Expected.status(200).and("/tasks/0/taskId", task),
                        came -> "by the " + name + ", fence " + came.text("/tasks/0/fence") + ", lease until "
                                + came.text("/tasks/0/leaseUntil"))
                .text("/tasks/0/fence");
    }

    private void report(Agent agent, String task, String fence) {
        var body = Map.of(
                "taskId",
                task,
                "agentId",
                agent.id(),
                "fence",
                Long.parseLong(fence),
                "progress",
                40,
                "note",
                "the outline stands");
        timeline.step(
                "task-update",
                agent.api().call("task-update", body),
                Expected.status(200).and("/state", "assigned"),
                came -> "40 %: the outline stands");
    }

    private String ask(String session, Agent from, Agent to) {
        var body = Map.of(
                "sessionId",
                session,
                "from",
                from.id(),
                "to",
                to.id(),
                "topic",
                "login-flow",
                "body",
                Map.of("question", "password or passkey?"),
                "timeoutSeconds",
                60);
        return timeline.step(
                        "coordination-request",
                        from.api().call("coordination-request", body),
                        Expected.status(201).and("/state", "pending"),
                        came -> "request " + came.text("/requestId") + "  to the reviewer")
                .text("/requestId");
    }

    private void answer(Agent agent, String request) {
        timeline.step(
                "coordination-inbox",
                agent.api().call("coordination-inbox", Map.of("agentId", agent.id(), "waitSeconds", WAIT_SECONDS)),
                Expected.status(200).and("/requests/0/requestId", request),
                came -> "the reviewer reads it");
        var body = Map.of("requestId", request, "agentId", agent.id(), "body", Map.of("answer", "passkey"));
        timeline.step(
                "coordination-respond",
                agent.api().call("coordination-respond", body),
                Expected.status(200),
                came -> "the reviewer answers: passkey");
    }

    private void readAnswer(Agent agent, String request) {
        timeline.step(
                "coordination-get",
                agent.api().call("coordination-get", Map.of("requestId", request, "waitSeconds", WAIT_SECONDS)),
                Expected.status(200).and("/state", "responded").and("/response/answer", "passkey"),
                came -> "the planner has the answer");
    }

    private void complete(Agent agent, String name, String task, String fence) {
        var body = Map.of(
                "taskId", task,
                "agentId", agent.id(),
                "fence", Long.parseLong(fence),
                "result", Map.of("verdict", "done"));
        timeline.step(
                "task-complete",
                agent.api().call("task-complete", body),
                Expected.status(200).and("/state", "completed"),
                came -> "by the " + name);
    }

    private void expectQueued(String task) {
        timeline.step(
                "task-get",
                admin.call("task-get", Map.of("taskId", task)),
                Expected.status(200).and("/state", "queued"),
                came -> "was blocked, is queued");
    }

    private void lookBack(String session) {
        timeline.step(
                "task-list",
                admin.call("task-list", Map.of("sessionId", session)),
                Expected.status(200).and("/items/0/state", "completed").and("/items/1/state", "completed"),
                came -> came.body().at("/items").size() + " tasks, all completed");
        timeline.step(
                "session-close",
                admin.call("session-close", Map.of("sessionId", session)),
                Expected.status(200).and("/state", "closed"),
                came -> "agents stopped, their tokens revoked");
        timeline.step(
                "session-get",
                admin.call("session-get", Map.of("sessionId", session)),
                Expected.status(200).and("/state", "closed"),
                came -> "session " + came.text("/sessionId") + " is closed");
    }
}
