package dev.mosaicstack.redis;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamPublisherTest {

    @Test
    void whatHasAPositionIsPublishedAlsoWhereThereIsAlwaysMoreWithoutOne() throws InterruptedException {
        try (var redis = new TestRedis()) {
            var settings = TestRedis.settings(Duration.ofMinutes(1), Duration.ofSeconds(1));
            var stream = new EventStream(redis.source(), settings);
            var publisher = new StreamPublisher(stream, settings);
            publisher.start(null, new NeverPausingStore());
            await("the stream grows").atMost(Duration.ofSeconds(20)).until(() -> stream.lastPosition() > 2_000);
            publisher.stop(null);
        }
    }
}
