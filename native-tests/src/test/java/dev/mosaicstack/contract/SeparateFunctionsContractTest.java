package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each function as a process of its own, on one data folder, beside an all-in-one that does the background work. */
class SeparateFunctionsContractTest {

    /** So seldom that only an event which came over Redis can end a wait in time. */
    private static final Map<String, String> ONLY_WOKEN = Map.of("MOSAIC_WAIT_LOOK_AGAIN", "PT1M");

    private static Stack all;
    private static Stack sessions;
    private static Stack tasks;
    private static Stack relay;
    private static Stack webhooks;

    @BeforeAll
    static void start() {
        all = Stack.ofItsOwn("separate", Map.of());
        sessions = all.function("session-create", Map.of());
        tasks = all.function("task-assign", ONLY_WOKEN);
        relay = all.function("coordination-relay", ONLY_WOKEN);
        webhooks = all.function("webhook-intake", Map.of());
    }

    @AfterAll
    static void stop() {
        List.of(webhooks, relay, tasks, sessions, all).forEach(Stack::close);
    }

    @Test
    void aFunctionHasItsOwnCallsOnly() {
        refused(tasks.api().admin("session-create", Map.of()), 404, "NOT_FOUND");
        refused(sessions.api().admin("task-list", Map.of()), 404, "NOT_FOUND");
        tasks.api().admin("task-list", Map.of()).statusCode(200);
        sessions.api().admin("session-list", Map.of()).statusCode(200);
    }

    @Test
    void aClaimThatWaitsInOneProcessIsWokenByATaskFromAnother() {
        Agent agent = agent();
        CompletableFuture<List<String>> claim =
                Api.meanwhile(() -> tasks.mosaic().claimedIds(agent, Map.of("waitSeconds", 20)));
        String task = all.mosaic().aQueuedTask(agent.session(), "java");
        Instant queued = Instant.now();
        assertThat(claim.join()).containsExactly(task);
        assertThat(Duration.between(queued, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aRequestThatWaitsInOneProcessIsWokenByTheAnswerFromAnother() {
        Agent asking = agent();
        Agent asked = all.mosaic().anAgentThatCan(asking.session(), "review");
        CompletableFuture<String> answer = Api.meanwhile(() -> relay.api()
                .call(
                        "coordination-request",
                        asking.token(),
                        Api.plus(Mosaic.question(asking, asked), "waitSeconds", 20))
                .statusCode(201)
                .extract()
                .path("response"));
        String id = all.api()
                .call("coordination-inbox", asked.token(), Map.of("agentId", asked.id(), "waitSeconds", 20))
                .body("requests", hasSize(1))
                .extract()
                .path("requests[0].requestId");
        all.api()
                .call(
                        "coordination-respond",
                        asked.token(),
                        Map.of("requestId", id, "agentId", asked.id(), "body", "yes"))
                .statusCode(200);
        assertThat(answer.join()).isEqualTo("yes");
    }

    @Test
    void aSessionClosedInOneProcessIsClosedInAllAndItsTokensAreDead() {
        Agent agent = agent();
        String task = tasks.mosaic().aQueuedTask(agent.session(), "java");
        sessions.api()
                .admin("session-close", Map.of("sessionId", agent.session()))
                .statusCode(200);
        tasks.mosaic().task(task).body("state", is("cancelled"));
        refused(tasks.mosaic().claim(agent), 401, "UNAUTHENTICATED");
        refused(
                tasks.api().admin("task-assign", Map.of("sessionId", agent.session(), "title", "t", "capability", "x")),
                409,
                "SESSION_CLOSED");
    }

    @Test
    void tasksClaimedThroughTwoProcessesAtOnceAreEachClaimedOnce() {
        String session = all.mosaic().aSession();
        var batch = IntStream.range(0, 100)
                .mapToObj(i -> Map.of("title", "t" + i, "capability", "java"))
                .toList();
        for (int i = 0; i < 3; i++) {
            tasks.api()
                    .admin("task-assign-batch", Map.of("sessionId", session, "tasks", batch))
                    .statusCode(200);
        }
        Queue<String> claimed = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Boolean>> workers = IntStream.range(0, 6)
                .mapToObj(i -> Api.meanwhile(drain(i % 2 == 0 ? all : tasks, session, claimed)))
                .toList();
        workers.forEach(CompletableFuture::join);
        assertThat(claimed).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void eventsOfAllProcessesAreInOneStreamInCommitOrder() {
        String push = "{\"ref\":\"refs/heads/separate\",\"repository\":{\"full_name\":\"acme/separate\"}}";
        String event = webhooks.api()
                .deliver(Webhook.fromGitea(
                        "push", Api.bytes(push), webhooks.api().webhookSecret()))
                .statusCode(202)
                .extract()
                .path("eventId");
        String session = sessions.mosaic().aSession();
        try (Redis redis = all.redis()) {
            Events.await(redis, e -> event.equals(e.fields().get("id")));
            Events.await(redis, e -> e.subject().endsWith(session));
            List<Long> positions =
                    Events.all(redis).stream().map(Events.Event::position).toList();
            assertThat(positions)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, positions.size()).boxed().toList());
        }
    }

    private static Agent agent() {
        return sessions.mosaic().anAgentThatCan(sessions.mosaic().aSession(), "java");
    }

    private static Supplier<Boolean> drain(Stack through, String session, Queue<String> claimed) {
        return () -> {
            Agent worker = all.mosaic().anAgentThatCan(session, "java");
            List<String> some;
            do {
                some = through.mosaic().claimedIds(worker, Map.of("max", 7));
                claimed.addAll(some);
            } while (!some.isEmpty());
            return true;
        };
    }
}
