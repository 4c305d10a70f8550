package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many write and many read, through several processes, while Redis is emptied and one of the processes is killed. */
class CacheOrderContractTest {

    /** A task in an agent's hands, and the newest version of it that anybody was told of. */
    private record Watched(Claimed task, AtomicLong acknowledged) {}

    private static final int FLUSHES = 6;
    private static final int WRITES_BETWEEN = 50;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong writes = new AtomicLong();

    @Test
    void nobodySeesAVersionOlderThanOneThatWasAcknowledgedBefore() {
        try (var server = RedisServer.start();
                var one = Stack.ofItsOwn("cache-order", Caches.shared(server));
                var two = one.function("task-assign", Caches.shared(server));
                var killed = one.function("task-assign", Caches.shared(server))) {
            List<Watched> all = watch(one);
            var victim = meanwhile(() -> write(killed, all));
            var survivors = List.of(
                    meanwhile(() -> write(one, all)),
                    meanwhile(() -> write(two, all)),
                    meanwhile(() -> read(one, all)),
                    meanwhile(() -> read(two, all)));
            emptyRedisAndKill(server, killed);
            stop.set(true);
            assertThat(victim.join()).as("it worked until it was killed").isFalse();
            assertThat(survivors).allMatch(CompletableFuture::join);
            all.forEach(watched -> look(two, watched));
            assertThat(Caches.hits(one) + Caches.hits(two))
                    .as("answers from the cache")
                    .isGreaterThan(50);
        }
    }

    private static List<Watched> watch(Stack stack) {
        var agent = stack.mosaic().anAgentThatCan(stack.mosaic().aSession(), "java");
        List<Watched> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stack.mosaic().aQueuedTask(agent.session(), "java", Map.of("leaseSeconds", 600));
            all.add(new Watched(stack.mosaic().claimed(agent), new AtomicLong()));
        }
        return all;
    }

    private void emptyRedisAndKill(RedisServer server, Stack killed) {
        try (var redis = server.connect()) {
            for (int round = 0; round < FLUSHES; round++) {
                long until = writes.get() + WRITES_BETWEEN;
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> writes.get() > until);
                redis.command("FLUSHALL");
                if (round == FLUSHES / 2) {
                    killed.process().kill();
                }
            }
        }
    }

    private void write(Stack stack, List<Watched> all) {
        Watched watched = any(all);
        long version = stack.mosaic()
                .update(
                        watched.task(),
                        Map.of("progress", ThreadLocalRandom.current().nextInt(100)))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("version");
        watched.acknowledged().accumulateAndGet(version, Math::max);
        writes.incrementAndGet();
    }

    /** Looks more than once, so that there is something in the cache to be wrong. */
    private static void read(Stack stack, List<Watched> all) {
        Watched watched = any(all);
        for (int i = 0; i < 4; i++) {
            look(stack, watched);
        }
    }

    private static void look(Stack stack, Watched watched) {
        long acknowledged = watched.acknowledged().get();
        long seen = stack.mosaic()
                .task(watched.task().taskId())
                .extract()
                .jsonPath()
                .getLong("version");
        assertThat(seen).isGreaterThanOrEqualTo(acknowledged);
    }

    private static Watched any(List<Watched> all) {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Again and again until the test says stop; false where the process went away before. */
    private CompletableFuture<Boolean> meanwhile(Runnable work) {
        return Api.meanwhile(() -> {
            try {
                while (!stop.get()) {
                    work.run();
                }
                return true;
            } catch (Exception theProcessIsGone) {
                return false;
            }
        });
    }
}
