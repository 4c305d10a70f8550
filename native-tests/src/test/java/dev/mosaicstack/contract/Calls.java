package dev.mosaicstack.contract;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every JSON call with a well-formed body. What it would change is either of this agent's session or not there. */
final class Calls {

    private Calls() {}

    /** All calls of the flows that take JSON from callers with a token. */
    static Map<String, Map<String, Object>> all(Agent agent) {
        String nothing = Contract.anUnknownId();
        var report = Map.<String, Object>of("taskId", nothing, "agentId", agent.id(), "fence", 1);
        var calls = new HashMap<String, Map<String, Object>>();
        calls.put("webhook-list", Map.of());
        calls.put("webhook-get", Map.of("deliveryId", nothing));
        calls.put("webhook-replay", Map.of("deliveryId", nothing));
        calls.put("session-create", Map.of("project", "roles", "client", "c"));
        calls.put("session-get", Map.of("sessionId", agent.session()));
        calls.put("session-list", Map.of("limit", 1));
        calls.put("session-close", Map.of("sessionId", nothing));
        calls.put("agent-deploy", Mosaic.agent(agent.session(), "java"));
        calls.put("agent-heartbeat", Map.of("agentId", agent.id()));
        calls.put("agent-list", Map.of("sessionId", agent.session()));
        calls.put("agent-stop", Map.of("agentId", nothing));
        calls.put("token-create", Map.of("name", "n", "role", "viewer"));
        calls.put("token-list", Map.of("limit", 1));
        calls.put("token-revoke", Map.of("tokenId", nothing));
        calls.put("task-assign", Mosaic.task(agent.session(), "other"));
        calls.put(
                "task-assign-batch",
                Map.of(
                        "sessionId", agent.session(),
                        "tasks", List.of(Map.of("title", "t", "capability", "other"))));
        calls.put("task-claim", Map.of("agentId", agent.id()));
        calls.put("task-update", report);
        calls.put("task-complete", report);
        calls.put(
                "task-complete-batch",
                Map.of("agentId", agent.id(), "tasks", List.of(Map.of("taskId", nothing, "fence", 1))));
        calls.put("task-fail", Api.plus(report, "reason", "r"));
        calls.put("task-cancel", Map.of("taskId", nothing));
        calls.put("task-get", Map.of("taskId", nothing));
        calls.put("task-list", Map.of("sessionId", agent.session()));
        calls.put("task-replay", Map.of("taskId", nothing));
        calls.put(
                "coordination-request",
                Map.of(
                        "sessionId", agent.session(),
                        "from", agent.id(),
                        "capability", "other",
                        "topic", "t",
                        "body", "b"));
        calls.put("coordination-inbox", Map.of("agentId", agent.id()));
        calls.put("coordination-respond", Map.of("requestId", nothing, "agentId", agent.id(), "body", "b"));
        calls.put("coordination-get", Map.of("requestId", nothing));
        calls.put(
                "subscription-create",
                Map.of("name", "s-" + nothing, "types", List.of("none"), "sink", "http://127.0.0.1:9/"));
        calls.put("subscription-list", Map.of("limit", 1));
        calls.put("subscription-resume", Map.of("subscriptionId", nothing));
        calls.put("subscription-delete", Map.of("subscriptionId", nothing));
        calls.put("dead-letter-list", Map.of("limit", 1));
        calls.put("dead-letter-replay", Map.of("deadLetterIds", List.of(nothing)));
        calls.put("audit-list", Map.of("limit", 1));
        calls.put("audit-verify", Map.of());
        calls.put("analytics-report", Map.of());
        calls.put("backup-run", Map.of("policy", "none"));
        calls.put("backup-verify", Map.of("policy", "none", "kind", "drill"));
        calls.put("backup-status", Map.of("limit", 1));
        calls.put("backup-list", Map.of("policy", "none"));
        calls.put("backup-restore", Map.of("policy", "none", "source", "none", "target", "none"));
        calls.put("metrics-scrape", Map.of());
        calls.put("metrics-query", Map.of("select", "up"));
        calls.put("alert-list", Map.of("limit", 1));
        return calls;
    }

    static Map<String, Object> about(String call, Agent agent) {
        return all(agent).get(call);
    }
}
