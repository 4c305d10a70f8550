package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Flow;
import dev.mosaicstack.testkit.McpSession;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Receiver;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What a flow is there for, from beginning to end, with nothing but its own calls. */
interface FlowStory {

    void play(Stack stack, Agent agent);

    /** @throws AssertionError of a flow that has none */
    static FlowStory of(Flow flow) {
        return switch (flow.name()) {
            case "webhook-intake" -> FlowStory::aWebhook;
            case "session-create" -> FlowStory::aSession;
            case "task-assign" -> FlowStory::aTask;
            case "coordination-relay" -> FlowStory::aRequest;
            case "event-dispatch" -> FlowStory::anEvent;
            case "mcp-server" -> FlowStory::aTool;
            case "backup-trigger" -> FlowStory::aBackup;
            case "metrics-scrape" -> FlowStory::aRound;
            case "all-in-one" -> FlowStory::everything;
            default -> throw new AssertionError(flow + " has no story: write it here");
        };
    }

    private static void aWebhook(Stack stack, Agent agent) {
        Api api = stack.api();
        var push = Webhook.fromGitea("push", Pushes.aPush(), api.webhookSecret());
        refused(api.deliver(push.unsigned()), 401, "WEBHOOK_SIGNATURE");
        refused(api.deliver(push.withBody(Pushes.aPush())), 401, "WEBHOOK_SIGNATURE");
        String delivery = api.deliver(push)
                .statusCode(202)
                .body("type", is("dev.mosaicstack.git.push"))
                .body("duplicate", is(false))
                .extract()
                .path("deliveryId");
        api.deliver(push).statusCode(202).body("deliveryId", is(delivery)).body("duplicate", is(true));
        api.admin("webhook-get", Map.of("deliveryId", delivery))
                .statusCode(200)
                .body("externalId", is(push.externalId()));
        api.admin("webhook-list", Map.of("limit", 10)).statusCode(200).body("items.deliveryId", hasItem(delivery));
        api.admin("webhook-replay", Map.of("deliveryId", delivery)).statusCode(200);
    }

    private static void aSession(Stack stack, Agent given) {
        Mosaic mosaic = stack.mosaic();
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        var session = Map.of("sessionId", agent.session());
        stack.api()
                .call("agent-heartbeat", agent.token(), Map.of("agentId", agent.id()))
                .statusCode(200);
        stack.api().admin("session-get", session).statusCode(200).body("state", is("active"));
        stack.api().admin("session-close", session).statusCode(200).body("state", is("closed"));
        refused(
                stack.api().call("agent-heartbeat", agent.token(), Map.of("agentId", agent.id())),
                401,
                "UNAUTHENTICATED");
        refused(stack.api().admin("agent-deploy", Mosaic.agent(agent.session(), "java")), 409, "SESSION_CLOSED");
    }

    private static void aTask(Stack stack, Agent agent) {
        Mosaic mosaic = stack.mosaic();
        String task = mosaic.aQueuedTask(agent.session(), "java");
        var claimed = mosaic.claimed(agent);
        assertThat(claimed.taskId()).isEqualTo(task);
        mosaic.update(claimed, Map.of("progress", 50)).statusCode(200);
        refused(
                stack.api().call("task-complete", agent.token(), plus(claimed.report(), "fence", claimed.fence() + 1)),
                409,
                "TASK_FENCED");
        mosaic.complete(claimed).statusCode(200);
        mosaic.task(task).body("state", is("completed")).body("result.answer", is(42));
    }

    private static void aRequest(Stack stack, Agent agent) {
        Api api = stack.api();
        String request = api.call("coordination-request", agent.token(), Mosaic.question(agent, agent))
                .statusCode(201)
                .extract()
                .path("requestId");
        api.call("coordination-inbox", agent.token(), Map.of("agentId", agent.id(), "waitSeconds", 5))
                .statusCode(200)
                .body("requests.requestId", hasItem(request));
        api.call(
                        "coordination-respond",
                        agent.token(),
                        Map.of("requestId", request, "agentId", agent.id(), "body", "yes"))
                .statusCode(200);
        api.admin("coordination-get", Map.of("requestId", request))
                .statusCode(200)
                .body("state", is("responded"))
                .body("response", is("yes"));
    }

    private static void anEvent(Stack stack, Agent agent) {
        String type = "com.acme.t" + UUID.randomUUID().toString().replace("-", "");
        Api api = stack.api();
        try (Receiver sink = Receiver.start()) {
            String subscription = api.admin(
                            "subscription-create",
                            Map.of(
                                    "name",
                                    type,
                                    "types",
                                    List.of(type),
                                    "sink",
                                    sink.url("/sink").toString()))
                    .statusCode(201)
                    .extract()
                    .path("subscriptionId");
            api.admin("event-publish", Map.of("type", type)).statusCode(202);
            Awaitility.await("the event at its sink")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !sink.at("/sink").isEmpty());
            api.admin("subscription-delete", Map.of("subscriptionId", subscription))
                    .statusCode(200);
        }
    }

    private static void aTool(Stack stack, Agent agent) {
        Api api = stack.api();
        var headers = Map.of("Accept", "application/json, text/event-stream");
        refused(api.call("mcp", null, McpSession.initialize(), headers), 401, "UNAUTHENTICATED");
        McpSession session = McpSession.begin(api.base(), api.adminToken());
        assertThat(session.result("tools/list", Map.of()).get("tools").findValuesAsText("name"))
                .contains("session_create", "task_claim");
        JsonNode created = session.result(
                "tools/call",
                Map.of("name", "session_create", "arguments", Map.of("project", "acme/mcp", "client", "contract")));
        assertThat(created.path("isError").asBoolean()).as(created.toString()).isFalse();
        assertThat(created.at("/structuredContent/sessionId").textValue()).isNotBlank();
    }

    private static void aBackup(Stack stack, Agent agent) {
        stack.api().admin("backup-status", Map.of("limit", 1)).statusCode(200);
        refused(stack.api().admin("backup-run", Map.of("policy", "none")), 404, "POLICY_UNKNOWN");
        refused(stack.api().call("backup-run", agent.token(), Map.of("policy", "none")), 403, "FORBIDDEN");
    }

    private static void aRound(Stack stack, Agent agent) {
        Api api = stack.api();
        api.admin("metrics-scrape", Map.of()).statusCode(200);
        Awaitility.await("something that is up").atMost(Duration.ofSeconds(20)).untilAsserted(() -> api.admin(
                        "metrics-query", Map.of("select", "up"))
                .statusCode(200)
                .body("series", not(List.of())));
        api.admin("alert-list", Map.of("limit", 1)).statusCode(200);
    }

    private static void everything(Stack stack, Agent agent) {
        for (Flow flow : Flow.all()) {
            if (!flow.isEverything()) {
                of(flow).play(stack, agent);
            }
        }
    }
}
