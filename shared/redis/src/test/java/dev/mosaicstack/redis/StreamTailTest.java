package dev.mosaicstack.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.wait.Wakeups;
import io.quarkus.redis.datasource.RedisDataSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamTailTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void anErrorIsNoEndOfFollowing() throws InterruptedException {
        var reads = new CountDownLatch(2);
        var redis = (RedisDataSource) Proxy.newProxyInstance(
                RedisDataSource.class.getClassLoader(),
                new Class<?>[] {RedisDataSource.class},
                (self, method, given) -> {
                    reads.countDown();
                    throw new StackOverflowError("as it is meant");
                });
        var tail = new StreamTail(
                redis,
                new Wakeups(new Timing(SECOND, SECOND, SECOND, SECOND, SECOND)),
                new TestRedis.Settings(
                        new TestRedis.Settings.Server("unused", Optional.empty()),
                        new TestRedis.Settings.Events(100, true),
                        new TestRedis.Settings.Answers(false, SECOND, SECOND)));
        tail.start(null);
        assertThat(reads.await(20, TimeUnit.SECONDS)).isTrue();
        tail.stop(null);
    }
}
