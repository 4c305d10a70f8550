package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two processes on one data folder that share the cache: what one has acknowledged the other shows on its next read. */
@Execution(ExecutionMode.SAME_THREAD)
class CacheContractTest {

    /** Two seconds as promised, and what a busy machine may add. */
    private static final Duration SOON = Duration.ofMillis(2_500);

    private static final int ROUNDS = 1_000;

    private static RedisServer server;
    private static Stack one;
    private static Stack sessions;
    private static Stack tasks;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        var settings = Caches.shared(server);
        one = Stack.ofItsOwn("cache", settings);
        sessions = one.function("session-create", settings);
        tasks = one.function("task-assign", settings);
    }

    @AfterAll
    static void stop() {
        List.of(tasks, sessions, one).forEach(Stack::close);
        server.close();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aSessionClosedThroughOneProcessIsClosedOnTheVeryNextReadThroughAnother() {
        long before = Caches.hits(sessions);
        for (int i = 0; i < ROUNDS; i++) {
            String session = one.mosaic().aSession();
            for (int looks = 0; looks < (i % 10 == 0 ? 2 : 1); looks++) {
                assertThat(stateOf(session)).isEqualTo("active");
            }
            one.api().admin("session-close", Map.of("sessionId", session)).statusCode(200);
            assertThat(stateOf(session)).isEqualTo("closed");
        }
        assertThat(Caches.hits(sessions) - before)
                .as("second looks from the cache")
                .isGreaterThan(ROUNDS / 20);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aTaskCompletedThroughOneProcessIsCompletedOnTheVeryNextReadThroughAnother() {
        long before = Caches.hits(tasks);
        Agent agent = anAgent();
        try (var redis = server.connect()) {
            for (int i = 0; i < ROUNDS / 100; i++) {
                List<Claimed> hundred = aHundredTasks(agent);
                hundred.subList(0, 50).forEach(this::completeAndLook);
                redis.command("FLUSHALL");
                hundred.subList(50, 100).forEach(this::completeAndLook);
            }
        }
        assertThat(Caches.hits(tasks) - before)
                .as("second looks from the cache")
                .isGreaterThan(ROUNDS / 20);
    }

    private void completeAndLook(Claimed task) {
        for (int looks = 0; looks < (task.taskId().hashCode() % 8 == 0 ? 2 : 1); looks++) {
            assertThat(tasks.mosaic().stateOf(task.taskId())).isEqualTo("assigned");
        }
        one.mosaic().complete(task).statusCode(200);
        assertThat(tasks.mosaic().stateOf(task.taskId())).isEqualTo("completed");
    }

    private static List<Claimed> aHundredTasks(Agent agent) {
        var batch = IntStream.range(0, 100)
                .mapToObj(i -> Map.of("title", "t" + i, "capability", "java", "leaseSeconds", 600))
                .toList();
        one.api()
                .admin("task-assign-batch", Map.of("sessionId", agent.session(), "tasks", batch))
                .statusCode(200);
        return one.mosaic().claimedIds(agent, Map.of("max", 100)).stream()
                .map(id -> new Claimed(id, 1, 1, null, agent))
                .toList();
    }

    @Test
    void whatTheCacheAnswersIsWhatTheDatabaseAnswers() {
        Agent agent = anAgent();
        var payload = Map.of(
                "text", "schön ☀", "half", 0.5, "whole", 1.0, "large", 12345678901234567890.0, "list", List.of(1));
        String task = one.mosaic().aQueuedTask(agent.session(), "java", Map.of("payload", payload));
        one.mosaic().complete(one.mosaic().claimed(agent)).statusCode(200);
        tasks.mosaic().task(task);
        long before = Caches.hits(tasks);
        String cached = tasks.mosaic().task(task).extract().asString();
        assertThat(Caches.hits(tasks)).isEqualTo(before + 1);
        assertThat(cached)
                .isEqualTo(Caches.fromTheDatabase(tasks, task).extract().asString());
    }

    @Test
    void anAgentDoesNotSeeWhatTheCacheHoldsOfAnotherSession() {
        Agent agent = anAgent();
        String task = one.mosaic().aQueuedTask(agent.session(), "java");
        Agent other = anAgent();
        tasks.mosaic().task(task);
        var ask = Map.of("taskId", task);
        tasks.api().call("task-get", agent.token(), ask).statusCode(200);
        refused(tasks.api().call("task-get", other.token(), ask), 404, "TASK_UNKNOWN");
    }

    @Test
    void aChangeByAProcessThatCannotReachRedisIsShownWithinTwoSeconds() {
        try (var nobody = RedisServer.notStarted();
                var apart = one.function("task-assign", Caches.shared(nobody))) {
            Agent agent = anAgent();
            String task = one.mosaic().aQueuedTask(agent.session(), "java");
            Claimed claimed = one.mosaic().claimed(agent);
            for (int i = 0; i < 3; i++) {
                assertThat(tasks.mosaic().stateOf(task)).isEqualTo("assigned");
            }
            apart.mosaic().complete(claimed).statusCode(200);
            awaitSoon(task, "completed");
        }
    }

    @Test
    void anAnswerThatCameBackWithAnOlderRedisIsGoneWithinTwoSeconds() {
        Agent agent = anAgent();
        String task = one.mosaic().aQueuedTask(agent.session(), "java");
        Claimed claimed = one.mosaic().claimed(agent);
        assertThat(tasks.mosaic().stateOf(task)).isEqualTo("assigned");
        server.remember();
        one.mosaic().complete(claimed).statusCode(200);
        assertThat(tasks.mosaic().stateOf(task)).isEqualTo("completed");
        server.kill();
        server.forgetWhatCameAfter();
        server.startAgain();
        awaitSoon(task, "completed");
        Awaitility.await("the cache to be used again")
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    long before = Caches.hits(tasks);
                    assertThat(tasks.mosaic().stateOf(task)).isEqualTo("completed");
                    return Caches.hits(tasks) > before;
                });
    }

    @Test
    void aTokenThatWasRevokedReadsNothingFromTheCache() {
        String session = one.mosaic().aSession();
        Agent agent = one.mosaic().anAgentThatCan(session, "java");
        String task = one.mosaic().aQueuedTask(session, "java");
        tasks.api().call("task-get", agent.token(), Map.of("taskId", task)).statusCode(200);
        one.api().admin("session-close", Map.of("sessionId", session)).statusCode(200);
        refused(tasks.api().call("task-get", agent.token(), Map.of("taskId", task)), 401, "UNAUTHENTICATED");
        tasks.mosaic().task(task).body("state", is("cancelled"));
    }

    /** After this time nobody may be shown an older state, not even once. */
    private static void awaitSoon(String task, String state) {
        Instant from = Instant.now();
        Awaitility.await("the task to be " + state)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> tasks.mosaic().stateOf(task).equals(state));
        Duration took = Duration.between(from, Instant.now());
        assertThat(took).isLessThan(SOON);
    }

    private static Agent anAgent() {
        return one.mosaic().anAgentThatCan(one.mosaic().aSession(), "java");
    }

    private static String stateOf(String session) {
        return sessions.api()
                .admin("session-get", Map.of("sessionId", session))
                .statusCode(200)
                .extract()
                .path("state");
    }
}
