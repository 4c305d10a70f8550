package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Stack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the README of event-dispatch says of the events that this product makes itself is what is on the stream. */
class EventTypesContractTest extends Contract {

    @Test
    void everyTypeAndEveryFieldOfItsDataIsInTheReadme() throws Exception {
        live();
        var documented = DocumentedEvents.of("event-dispatch");
        try (Redis redis = Stack.shared().redis()) {
            for (String last : List.of("mcp.session.closed", "user.token.revoked", "system.subscription.deleted")) {
                Events.await(redis, event -> event.type().endsWith(last));
            }
            var seen = new TreeMap<String, TreeSet<String>>();
            for (Events.Event event : Events.all(redis)) {
                String type = event.type().replaceFirst("^dev\\.mosaicstack\\.", "");
                if ("/mosaic".equals(event.fields().get("source"))
                        && !type.startsWith("system.notification.")
                        && !type.startsWith("backup.")
                        && !type.startsWith("alert.")) {
                    seen.computeIfAbsent(type, any -> new TreeSet<>()).addAll(DocumentedEvents.fields(event));
                }
            }
            assertThat(seen.keySet())
                    .contains(
                            "mcp.task.retried", "mcp.task.replayed", "mcp.coordination.declined", "mcp.agent.stopped");
            seen.forEach((type, fields) -> {
                assertThat(documented).as("a row for " + type).containsKey(type);
                assertThat(documented.get(type)).as(type).containsAll(fields);
            });
        }
    }

    /** Makes each kind of event that does not take long. */
    private void live() {
        String session = mosaic.aSession();
        Agent agent = mosaic.anAgentThatCan(session, "java");
        Agent other = mosaic.anAgentThatCan(session, "review");
        String blocked = mosaic.aTaskBlockedBy(session, "java", mosaic.aQueuedTask(session, "java"));
        Claimed first = mosaic.claimed(agent);
        mosaic.update(first, Map.of("progress", 50, "note", "half")).statusCode(200);
        mosaic.complete(first).statusCode(200);
        mosaic.awaitState(blocked, "queued");
        mosaic.fail(mosaic.claimed(agent), true).statusCode(200);
        mosaic.fail(mosaic.claimed(agent), false).statusCode(200);
        api.admin("task-replay", Map.of("taskId", blocked)).statusCode(200);
        api.admin("task-cancel", Map.of("taskId", blocked)).statusCode(200);
        mosaic.aQueuedTaskFor(agent);
        ask(agent, other, Map.of("body", "yes"));
        ask(agent, other, Map.of("declineReason", "no"));
        api.admin("agent-stop", Map.of("agentId", other.id())).statusCode(200);
        String token = api.admin("token-create", Map.of("name", "n", "role", "viewer"))
                .extract()
                .path("tokenId");
        api.admin("token-revoke", Map.of("tokenId", token)).statusCode(200);
        subscribeToASinkThatIsGone(session);
        api.admin("session-close", Map.of("sessionId", session)).statusCode(200);
    }

    private void ask(Agent from, Agent to, Map<String, String> answer) {
        api.call(
                        "coordination-request",
                        from.token(),
                        Map.of(
                                "sessionId",
                                from.session(),
                                "from",
                                from.id(),
                                "to",
                                to.id(),
                                "topic",
                                "t",
                                "body",
                                "b"))
                .statusCode(201);
        String id = api.call("coordination-inbox", to.token(), Map.of("agentId", to.id()))
                .extract()
                .path("requests[0].requestId");
        var all = new java.util.HashMap<String, Object>(answer);
        all.putAll(Map.of("requestId", id, "agentId", to.id()));
        api.call("coordination-respond", to.token(), all).statusCode(200);
    }

    private void subscribeToASinkThatIsGone(String session) {
        var bus = new Bus(api);
        try (Sink sink = Sink.open((request, nth) -> Sink.answer(410))) {
            Bus.Subscription gone = bus.subscribe(
                    sink,
                    "any",
                    Map.of(
                            "types", List.of("dev.mosaicstack.mcp.*"),
                            "subjects", List.of("sessions/" + session),
                            "start", "beginning"));
            bus.await(gone, "disabled", now -> "disabled".equals(now.<String>path("items[0].state")));
            api.admin("subscription-resume", Map.of("subscriptionId", gone.id()))
                    .statusCode(200);
            api.admin("subscription-delete", Map.of("subscriptionId", gone.id()))
                    .statusCode(200);
        }
    }
}
