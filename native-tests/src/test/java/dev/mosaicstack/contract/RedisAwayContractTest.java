package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Redis of the operator's that is not there yet, goes, hangs, is emptied, or comes back without its last second. */
@Execution(ExecutionMode.SAME_THREAD)
class RedisAwayContractTest {

    /** Two seconds as promised, and what a busy machine may add. */
    private static final Duration WHOLE_WITHIN = Duration.ofMillis(2_300);

    private final RedisServer server = RedisServer.notStarted();
    private final Map<String, String> settings =
            Map.of("MOSAIC_REDIS_URL", server.url(), "MOSAIC_CACHE_ENABLED", "true");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutRedisAtStartEveryFunctionWorksAndItsEventsComeWhenRedisComes() {
        try (var all = Stack.ofItsOwn("late-redis", settings);
                var sessions = all.function("session-create", settings);
                var tasks = all.function("task-assign", settings);
                var relay = all.function("coordination-relay", settings);
                var webhooks = all.function("webhook-intake", settings)) {
            List<Stack> processes = List.of(all, sessions, tasks, relay, webhooks);
            processes.forEach(process -> awaitHealth(process, "degraded"));
            everythingWorks(sessions, tasks, relay, webhooks);
            everythingWorks(all, all, all, all);
            server.startAgain();
            processes.forEach(process -> awaitHealth(process, "ok"));
            String last = everythingWorks(sessions, tasks, relay, webhooks);
            assertAllInOrder(last);
            processes.forEach(Logs::assertClean);
        }
    }

    @Test
    void whatIsCommittedWhileRedisIsDeadIsPublishedWhenItIsBack() {
        server.startAgain();
        try (var stack = Stack.ofItsOwn("dead-redis", settings)) {
            everythingWorks(stack, stack, stack, stack);
            server.kill();
            String last = everythingWorks(stack, stack, stack, stack);
            awaitHealth(stack, "degraded");
            server.startAgain();
            awaitHealth(stack, "ok");
            assertAllInOrder(last);
        }
    }

    @Test
    void anEmptiedRedisIsWholeWithinTwoSecondsAlsoWhileMoreIsCommitted() {
        server.startAgain();
        try (var stack = Stack.ofItsOwn("emptied-redis", settings);
                var redis = server.connect()) {
            var stop = new AtomicBoolean();
            var writer = meanwhile(() -> {
                while (!stop.get()) {
                    stack.mosaic().aSession();
                }
                return true;
            });
            for (int round = 0; round < 5; round++) {
                var before = published(stack, redis);
                redis.command("FLUSHALL");
                awaitWhole(redis, before);
            }
            stop.set(true);
            writer.join();
            var before = published(stack, redis);
            redis.command("FLUSHALL");
            awaitWhole(redis, before);
            assertThat(Events.all(redis)).as("the same bytes").isEqualTo(before);
        }
    }

    @Test
    void aRedisThatLostItsLastSecondIsWholeWithinTwoSeconds() {
        server.startAgain();
        try (var stack = Stack.ofItsOwn("older-redis", settings)) {
            published(stack);
            server.remember();
            everythingWorks(stack, stack, stack, stack);
            var before = published(stack);
            server.kill();
            server.forgetWhatCameAfter();
            server.startAgain();
            try (var redis = server.connect()) {
                awaitWhole(redis, before);
                assertThat(Events.all(redis)).isEqualTo(before);
            }
        }
    }

    @Test
    void nobodyWaitsForARedisThatHangs() {
        server.startAgain();
        try (var stack = Stack.ofItsOwn("hanging-redis", settings)) {
            everythingWorks(stack, stack, stack, stack);
            String session = stack.mosaic().aSession();
            server.freeze();
            Duration hanging = longest(stack, session, () -> !health(stack).equals("degraded"));
            assertThat(hanging)
                    .as("the client itself would wait for three seconds")
                    .isLessThan(Duration.ofSeconds(1));
            String last = stack.mosaic().aSession();
            server.thaw();
            awaitHealth(stack, "ok");
            assertAllInOrder(last);
        }
    }

    /** At least a hundred rounds of a change and a look, and more while {@code on} is true. */
    private static Duration longest(Stack stack, String session, BooleanSupplier on) {
        Duration longest = Duration.ZERO;
        for (int round = 0; round < 100 || on.getAsBoolean(); round++) {
            Instant from = Instant.now();
            String task = stack.mosaic().aQueuedTask(session, "java");
            Instant assigned = Instant.now();
            stack.mosaic().task(task);
            longest = max(longest, Duration.between(from, assigned));
            longest = max(longest, Duration.between(assigned, Instant.now()));
        }
        return longest;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Intake, a session, a task from assignment to its end, a question and its answer. @return the last thing made */
    private static String everythingWorks(Stack sessions, Stack tasks, Stack relay, Stack webhooks) {
        webhooks.api()
                .deliver(
                        Webhook.fromGitea("push", Pushes.aPush(), webhooks.api().webhookSecret()))
                .statusCode(202);
        Agent agent = sessions.mosaic().anAgentThatCan(sessions.mosaic().aSession(), "java");
        var claim = meanwhile(() -> tasks.mosaic().claimed(agent));
        String task = tasks.mosaic().aQueuedTask(agent.session(), "java");
        assertThat(claim.join().taskId()).isEqualTo(task);
        tasks.mosaic().complete(claim.join()).statusCode(200);
        assertThat(tasks.mosaic().stateOf(task)).isEqualTo("completed");
        ask(relay, agent);
        return sessions.mosaic().aSession();
    }

    private static void ask(Stack relay, Agent agent) {
        String request = relay.api()
                .call("coordination-request", agent.token(), Mosaic.question(agent, agent))
                .statusCode(201)
                .extract()
                .path("requestId");
        relay.api()
                .call("coordination-inbox", agent.token(), Map.of("agentId", agent.id()))
                .body("requests", hasSize(1));
        relay.api()
                .call(
                        "coordination-respond",
                        agent.token(),
                        Map.of("requestId", request, "agentId", agent.id(), "body", "yes"))
                .statusCode(200);
    }

    private static void awaitHealth(Stack stack, String redis) {
        Awaitility.await("redis: " + redis)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(10))
                .until(() -> health(stack).equals(redis));
    }

    private static String health(Stack stack) {
        return stack.api()
                .get("/q/health/ready", null)
                .statusCode(200)
                .extract()
                .path("checks.find { it.name == 'redis' }.data.redis");
    }

    private void assertAllInOrder(String lastSession) {
        try (var redis = server.connect()) {
            var last = Events.await(redis, e -> e.subject().equals("sessions/" + lastSession));
            assertThat(Events.all(redis).stream().map(Events.Event::position))
                    .startsWith(
                            LongStream.rangeClosed(1, last.position()).boxed().toArray(Long[]::new));
        }
    }

    private List<Events.Event> published(Stack stack) {
        try (var redis = server.connect()) {
            return published(stack, redis);
        }
    }

    private static List<Events.Event> published(Stack stack, Redis redis) {
        String session = stack.mosaic().aSession();
        Events.await(redis, e -> e.subject().equals("sessions/" + session));
        return Events.all(redis);
    }

    /** From now on it may take no longer than promised until all these are there again. */
    private static void awaitWhole(Redis redis, List<Events.Event> before) {
        Instant from = Instant.now();
        Awaitility.await("the stream to be whole")
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> (Long) redis.command("XLEN", Events.STREAM) >= before.size());
        Duration took = Duration.between(from, Instant.now());
        assertThat(took).isLessThan(WHOLE_WITHIN);
        assertThat(Events.all(redis)).startsWith(before.toArray(Events.Event[]::new));
    }
}
