package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On an instance of its own, so that all positions are its own. */
@Execution(ExecutionMode.SAME_THREAD)
class EventStreamContractTest {

    private static Stack stack;
    private static Redis redis;

    @BeforeAll
    static void start() {
        stack = Stack.ofItsOwn("events", Map.of("MOSAIC_COORDINATION_HOLD", "PT1S"));
        redis = stack.redis();
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    void anEntryIsACloudEvent() {
        String session = stack.mosaic().aSession(Map.of("project", "acme/app"));
        var event = Events.await(redis, e -> e.subject().equals("sessions/" + session));
        assertThat(event.fields())
                .containsEntry("specversion", "1.0")
                .containsEntry("type", "dev.mosaicstack.mcp.session.created")
                .containsEntry("datacontenttype", "application/json")
                .containsKeys("id", "source", "time", "data");
        assertThat(event.fields().get("id")).isNotBlank();
        assertThat(Instant.parse(event.fields().get("time")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
        assertThat(event.data()).startsWith("{").contains("acme/app");
    }

    @Test
    void everyStateChangeOfATaskIsAnEventInItsOrder() {
        var mosaic = stack.mosaic();
        var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String task = mosaic.aQueuedTask(agent.session(), "java");
        mosaic.fail(mosaic.claimed(agent), true);
        var claimed = mosaic.claimed(agent);
        mosaic.update(claimed, Map.of("progress", 10)).statusCode(200);
        mosaic.complete(claimed).statusCode(200);
        Events.await(
                redis,
                e -> e.subject().equals("tasks/" + task) && e.type().equals("dev.mosaicstack.mcp.task.completed"));
        var types = Events.about(redis, task).stream().map(Events.Event::type).toList();
        assertThat(types)
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(type -> type.startsWith("dev.mosaicstack.mcp.task."))
                .endsWith("dev.mosaicstack.mcp.task.completed");
    }

    @Test
    void agentsRequestsAndDeliveriesHaveTheirEventsToo() {
        var mosaic = stack.mosaic();
        var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String request = mosaic.api()
                .admin("coordination-request", Mosaic.question(agent, agent))
                .statusCode(201)
                .extract()
                .path("requestId");
        var push = Webhook.fromGitea(
                "push",
                "{\"ref\":\"refs/heads/main\",\"repository\":{\"full_name\":\"acme/events\"}}"
                        .getBytes(StandardCharsets.UTF_8),
                mosaic.api().webhookSecret());
        String eventId = mosaic.api().deliver(push).statusCode(202).extract().path("eventId");
        mosaic.api()
                .admin("session-close", Map.of("sessionId", agent.session()))
                .statusCode(200);
        Events.await(
                redis,
                e -> e.type().equals("dev.mosaicstack.mcp.session.closed")
                        && e.subject().endsWith(agent.session()));
        assertThat(Events.about(redis, agent.id())).isNotEmpty().allMatch(e -> e.type()
                .contains(".mcp.agent."));
        assertThat(Events.about(redis, request)).hasSizeGreaterThanOrEqualTo(2);
        var pushed = Events.await(redis, e -> e.fields().get("id").equals(eventId));
        assertThat(pushed.type()).isEqualTo("dev.mosaicstack.git.push");
        assertThat(pushed.subject()).isEqualTo("repos/acme/events");
    }

    @Test
    void anEventCarriesTheRequestIdOfTheCallThatCausedIt() {
        var api = stack.api();
        var body = Map.of("project", "p", "client", "c");
        String session = api.call("session-create", api.adminToken(), body, Map.of("X-Request-Id", "trace-4711"))
                .statusCode(201)
                .extract()
                .path("sessionId");
        assertThat(Events.await(redis, e -> e.subject().endsWith(session)).fields())
                .containsValue("trace-4711");
    }

    @Test
    void largeDataIsReferredToInsteadOfCarried() {
        var api = stack.api();
        var commits = IntStream.range(0, 400)
                .mapToObj(i -> Map.of("id", "c".repeat(36) + i, "message", "m".repeat(1000) + i))
                .toList();
        byte[] body = Api.bytes(
                Map.of("ref", "refs/heads/main", "commits", commits, "repository", Map.of("full_name", "acme/large")));
        String eventId = api.deliver(Webhook.fromGitea("push", body, api.webhookSecret()))
                .statusCode(202)
                .extract()
                .path("eventId");
        var event = Events.await(redis, e -> eventId.equals(e.fields().get("id")));
        assertThat(event.fields()).containsEntry("dataref", "urn:mosaic:event:" + eventId);
        assertThat(event.fields()).doesNotContainKey("data");
    }

    @Test
    void positionsAreConsecutiveAndStartAtOne() {
        for (int i = 0; i < 20; i++) {
            stack.mosaic().aSession();
        }
        String last = stack.mosaic().aSession();
        Events.await(redis, e -> e.subject().endsWith(last));
        List<Long> positions =
                Events.all(redis).stream().map(Events.Event::position).toList();
        assertThat(positions)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, positions.size()).boxed().toList());
    }
}
