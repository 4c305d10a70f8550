package dev.mosaicstack.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
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

    @Test
    void whatThisProcessCommittedItselfIsNotTakenForTheWholeLog() throws InterruptedException {
        try (var redis = new TestRedis()) {
            var settings = TestRedis.settings(Duration.ofMinutes(1), Duration.ofSeconds(1));
            var stream = new EventStream(redis.source(), settings);
            var publisher = new StreamPublisher(stream, settings);
            long before = System.nanoTime();
            // Another process committed the second event; it cannot be read at the moment.
            var store = new UnreadableLogStore(2);
            publisher.committed(List.of(EventsOnlyStore.event(1)));
            publisher.start(null, store);
            await("our own event is published").until(() -> stream.lastPosition() == 1);
            await("the second was looked for").until(() -> store.refusals() > 1);
            assertThat(publisher.wholeSince(before)).isFalse();
            publisher.stop(null);
        }
    }

    @Test
    void anErrorIsNoEndOfPublishing() throws InterruptedException {
        try (var redis = new TestRedis()) {
            var settings = TestRedis.settings(Duration.ofMinutes(1), Duration.ofSeconds(1));
            var stream = new EventStream(redis.source(), settings);
            var publisher = new StreamPublisher(stream, settings);
            var store = new GivenLogStore();
            store.failWith(new StackOverflowError("as it is meant"));
            publisher.start(null, store);
            await().until(store::hasFailed);
            store.with(1, 3);
            await("what came later is published").until(() -> stream.lastPosition() == 3);
            publisher.stop(null);
        }
    }
}
