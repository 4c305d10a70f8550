package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes on one database server, and what only a database with many writers can get wrong. */
class ServersContractTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void processesShareTheWorkAndTheStreamKeepsUpWhileCommitsNeverPause(String kind) {
        try (DatabaseServer server = DatabaseUnderTest.start(kind);
                Stack all = Stack.ofItsOwn(kind, server.create("shared").settings());
                Stack tasks = all.function("task-assign", Map.of())) {
            all.api()
                    .get("/q/health/ready", null)
                    .statusCode(200)
                    .body("checks.find { it.name == 'database' }.data.kind", is(kind));
            String session = all.mosaic().aSession();
            var ended = new AtomicBoolean();
            List<CompletableFuture<Boolean>> load = IntStream.range(0, 8)
                    .mapToObj(i -> Api.meanwhile(() -> assignUntil(ended, i % 2 == 0 ? all : tasks, session)))
                    .toList();
            try (Redis redis = all.redis()) {
                Awaitility.await("events in the stream while the load goes on")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> (Long) redis.command("XLEN", "mosaic:events") > 200);
            } finally {
                ended.set(true);
                load.forEach(CompletableFuture::join);
            }
            assertEachIsClaimedOnce(all, tasks, session);
            Logs.assertClean(all);
        }
    }

    private static boolean assignUntil(AtomicBoolean ended, Stack through, String session) {
        while (!ended.get()) {
            through.mosaic().aQueuedTask(session, "java");
        }
        return true;
    }

    private static void assertEachIsClaimedOnce(Stack all, Stack tasks, String session) {
        Queue<String> claimed = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Boolean>> workers = IntStream.range(0, 6)
                .mapToObj(
                        i -> Api.meanwhile(() -> claimAll((i % 2 == 0 ? all : tasks).mosaic(), all, session, claimed)))
                .toList();
        workers.forEach(CompletableFuture::join);
        assertThat(claimed).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        all.api()
                .admin("task-list", Map.of("sessionId", session, "state", "queued"))
                .statusCode(200)
                .body("items", empty());
    }

    private static boolean claimAll(Mosaic through, Stack all, String session, Queue<String> claimed) {
        Agent agent = all.mosaic().anAgentThatCan(session, "java");
        List<String> got;
        do {
            got = through.claimedIds(agent, Map.of("max", 3));
            claimed.addAll(got);
        } while (!got.isEmpty());
        return true;
    }
}
