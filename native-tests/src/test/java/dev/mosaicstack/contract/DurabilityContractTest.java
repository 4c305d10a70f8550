package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was acknowledged is there after the worst, on instances that are killed or lose their Redis. */
class DurabilityContractTest {

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() {
        try (var killed = Stack.ofItsOwn("killed", Map.of())) {
            String session = killed.mosaic().aSession();
            Queue<String> events = new ConcurrentLinkedQueue<>();
            Queue<String> tasks = new ConcurrentLinkedQueue<>();
            var senders = IntStream.range(0, 8)
                    .mapToObj(i -> meanwhile(() -> sendUntilItDies(killed, session, events, tasks)))
                    .toList();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> events.size() > 100);
            killed.process().kill();
            senders.forEach(sender -> sender.join());
            try (var again = killed.again()) {
                assertEverythingIsThere(again, session, events, tasks);
            }
        }
    }

    @Test
    void aTermEndsTheProcessAndWhatItStartedWithinFiveSeconds() {
        try (var stack = Stack.ofItsOwn("term", Map.of())) {
            var mosaic = stack.mosaic();
            var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
            var waiting = meanwhile(() -> mosaic.claimedIds(agent, Map.of("waitSeconds", 2)));
            Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            var ended = stack.process().terminate();
            assertThat(waiting.join()).as("a request in flight is answered").isEmpty();
            assertThat(ended.after()).isLessThan(Duration.ofSeconds(5));
            assertThat(ended.leftOver()).isEmpty();
            Logs.assertClean(stack);
        }
    }

    @Test
    void withoutRedisEverythingWorksFromTheDatabase() {
        try (var stack = Stack.ofItsOwn("no-redis", Map.of())) {
            var mosaic = stack.mosaic();
            shutDownRedis(stack);
            Instant started = Instant.now();
            var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
            var waiting = meanwhile(() -> mosaic.claimed(agent));
            String task = mosaic.aQueuedTask(agent.session(), "java");
            assertThat(waiting.join().taskId()).isEqualTo(task);
            mosaic.complete(waiting.join()).statusCode(200);
            byte[] push = Pushes.aPush();
            stack.api()
                    .deliver(Webhook.fromGitea("push", push, stack.api().webhookSecret()))
                    .statusCode(202);
            assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(10));
            stack.api().get("/q/health/ready", null).statusCode(200).body("status", is("UP"));
            Logs.assertClean(stack);
        }
    }

    private static boolean sendUntilItDies(Stack stack, String session, Queue<String> events, Queue<String> tasks) {
        var api = stack.api();
        try {
            while (true) {
                var push = Webhook.fromGitea("push", Pushes.aPush(), api.webhookSecret());
                events.add(api.deliver(push).statusCode(202).extract().path("eventId"));
                tasks.add(api.admin("task-assign", Mosaic.task(session, "java"))
                        .statusCode(201)
                        .extract()
                        .path("taskId"));
            }
        } catch (Exception theProcessIsGone) {
            return true;
        }
    }

    private static void assertEverythingIsThere(
            Stack again, String session, Queue<String> events, Queue<String> tasks) {
        var agent = again.mosaic().anAgentThatCan(session, "java");
        for (String task : tasks) {
            assertThat(again.mosaic().stateOf(task)).isEqualTo("queued");
        }
        assertThat(again.mosaic()
                        .claim(agent, Map.of("max", 100))
                        .statusCode(200)
                        .extract()
                        .<List<?>>path("tasks"))
                .hasSizeGreaterThanOrEqualTo(Math.min(100, tasks.size()));
        try (var redis = again.redis()) {
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> Events.all(redis).stream()
                    .map(event -> event.fields().get("id"))
                    .toList()
                    .containsAll(events));
            var positions =
                    Events.all(redis).stream().map(Events.Event::position).toList();
            assertThat(positions)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, positions.size()).boxed().toList());
        }
    }

    private static void shutDownRedis(Stack stack) {
        try (var redis = stack.redis()) {
            redis.command("SHUTDOWN", "NOSAVE");
        } catch (RuntimeException theConnectionIsGone) {
            assertThat(theConnectionIsGone).hasMessageContaining("closed");
        }
    }
}
