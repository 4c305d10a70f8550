package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Redis can be lost. On an instance of its own, because it empties its Redis. */
@Execution(ExecutionMode.SAME_THREAD)
class StreamRebuildContractTest {

    private static Stack stack;
    private static Redis redis;

    @BeforeAll
    static void start() {
        stack = Stack.ofItsOwn("rebuild", Map.of());
        redis = stack.redis();
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    void anEmptiedRedisIsFilledAgainWithTheSameBytes() {
        var before = everythingSoFar();
        redis.command("FLUSHALL");
        awaitStream(before.size());
        assertThat(Events.all(redis)).isEqualTo(before);
    }

    @Test
    void anEmptiedRedisIsFilledAgainAlsoWhenTheNextEventComesFirst() {
        var mosaic = stack.mosaic();
        var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String queued = mosaic.aQueuedTask(agent.session(), "java");
        var before = everythingSoFar();
        redis.command("FLUSHALL");
        assertThat(mosaic.claimed(agent).taskId())
                .as("nothing acknowledged is lost")
                .isEqualTo(queued);
        awaitStream(before.size() + 1);
        assertThat(Events.all(redis)).startsWith(before.toArray(Events.Event[]::new));
    }

    private static List<Events.Event> everythingSoFar() {
        String session = stack.mosaic().aSession();
        Events.await(redis, e -> e.subject().endsWith(session));
        return Events.all(redis);
    }

    private static void awaitStream(int size) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(4))
                .until(() -> Events.all(redis).size() >= size);
    }

    @Test
    void aStreamThatIsAheadOfTheDatabaseIsReplaced() {
        String session = stack.mosaic().aSession();
        Events.await(redis, e -> e.subject().endsWith(session));
        redis.command("XADD", Events.STREAM, "999999999-0", "type", "not.ours", "subject", "x");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(5))
                .until(() -> Events.all(redis).stream().noneMatch(e -> e.type().equals("not.ours"))
                        && !Events.about(redis, session).isEmpty());
    }
}
