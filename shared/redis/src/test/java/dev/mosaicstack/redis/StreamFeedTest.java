package dev.mosaicstack.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamFeedTest {

    private final TestRedis redis = new TestRedis();
    private final GivenLogStore store = new GivenLogStore();
    private final EventStream stream =
            new EventStream(redis.source(), TestRedis.settings(Duration.ofMinutes(1), Duration.ofSeconds(1)));
    private StreamFeed feed;

    @BeforeEach
    void open() {
        // The client's library cannot be used for the first time by two threads at once.
        redis.source().execute("PING");
        feed = new StreamFeed(redis.source(), store);
    }

    @AfterEach
    void close() {
        feed.stop();
        redis.close();
    }

    /** Into the log, and then into the stream. */
    private void publish(long first, long last) {
        store.with(first, last);
        append(first, last);
    }

    private void append(long first, long last) {
        stream.append(
                first - 1,
                true,
                LongStream.rangeClosed(first, last)
                        .mapToObj(EventsOnlyStore::event)
                        .toList());
    }

    /** As a run reads: until it has everything up to {@code last}. */
    private List<Event> follow(long position, long last) throws InterruptedException {
        List<Event> all = new ArrayList<>();
        long at = position;
        while (at < last) {
            List<Event> next = feed.after(at, 7);
            if (next.isEmpty()) {
                feed.await(at, Duration.ofMillis(100));
            } else {
                all.addAll(next);
                at = next.getLast().position();
            }
        }
        return all;
    }

    private static List<Event> given(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(EventsOnlyStore::event)
                .toList();
    }

    @Test
    void whatIsInTheStreamArrivesInOrder() throws InterruptedException {
        publish(1, 20);
        feed.start();
        assertThat(follow(0, 20)).isEqualTo(given(1, 20));
        publish(21, 700);
        assertThat(follow(20, 700)).isEqualTo(given(21, 700));
    }

    @Test
    void whatIsMissingInTheStreamIsReadFromTheDatabase() throws InterruptedException {
        feed.start();
        publish(1, 3);
        assertThat(follow(0, 3)).hasSize(3);
        store.with(4, 6);
        stream.forget(3);
        append(6, 6);
        assertThat(follow(3, 6)).isEqualTo(given(4, 6));
        assertThat(follow(0, 6)).isEqualTo(given(1, 6));
    }

    @Test
    void dataThatTheStreamOnlyRefersToIsReadFromTheDatabase() throws InterruptedException {
        feed.start();
        publish(1, 1);
        String data = "\"" + "ä".repeat(EventStream.MAX_DATA_BYTES) + "\"";
        var large = new Event(2, "id-2", "t", "/s", "things/1", Instant.EPOCH, null, null, null, null, data);
        store.with(large);
        stream.append(1, false, List.of(large));
        publish(3, 3);
        assertThat(follow(0, 3).get(1)).isEqualTo(large);
    }

    @Test
    void aPublishedEventComesAsItsSenderMadeItWhicheverWayItTakes() throws InterruptedException {
        feed.start();
        Map<String, String> said =
                Map.of("id", "theirs", "time", "2026-01-01T00:00:00.5+02:00", "dataschema", "urn:x", "ext", "ü");
        var published =
                new Event(1, "id-1", "com.example.t", "/x", "y", Instant.EPOCH, null, null, null, null, "{}", said);
        store.with(published);
        stream.append(0, true, List.of(published));
        assertThat(follow(0, 1)).containsExactly(published);
        var fromStream = new StreamFeed(redis.source(), new GivenLogStore().with(published));
        assertThat(fromStream.after(0, 1)).isIn(List.of(), List.of(published));
        assertThat(StreamEntry.read(redis.source()
                                .execute("XRANGE", RedisKeys.EVENTS, "-", "+")
                                .get(0))
                        .event()
                        .orElseThrow())
                .isEqualTo(published);
    }

    @Test
    void aStreamThatWasEmptiedLosesNothing() throws InterruptedException {
        feed.start();
        publish(1, 5);
        assertThat(follow(0, 5)).hasSize(5);
        redis.source().execute("FLUSHALL");
        store.with(6, 9);
        assertThat(follow(5, 9)).isEqualTo(given(6, 9));
        append(8, 9);
        publish(10, 12);
        assertThat(follow(9, 12)).isEqualTo(given(10, 12));
    }

    @Test
    void withoutRedisTheDatabaseIsFollowed() throws InterruptedException {
        feed.start();
        publish(1, 5);
        assertThat(follow(0, 5)).hasSize(5);
        redis.server().kill();
        store.with(6, 9);
        assertThat(follow(5, 9)).isEqualTo(given(6, 9));
        redis.server().startAgain();
        await().ignoreExceptions().until(() -> stream.lastPosition() == 5);
        append(6, 9);
        publish(10, 12);
        assertThat(follow(9, 12)).isEqualTo(given(10, 12));
    }

    @Test
    void aRedisThatHangsSlowsTheReadersDownAndStopsNone() throws InterruptedException {
        feed.start();
        publish(1, 5);
        assertThat(follow(0, 5)).hasSize(5);
        redis.server().freeze();
        store.with(6, 9);
        assertThat(follow(5, 9)).isEqualTo(given(6, 9));
        redis.server().thaw();
    }

    @Test
    void aDatabaseThatIsAwayForAWhileIsNoEndOfFollowing() throws InterruptedException {
        store.away(true);
        feed.start();
        append(1, 2);
        store.with(1, 2);
        store.away(false);
        assertThat(follow(0, 2)).isEqualTo(given(1, 2));
    }

    @Test
    void whatTheDatabaseDoesNotHaveAnyMoreAfterItWasRestoredIsNotGivenOut() throws InterruptedException {
        store.with(1, 5);
        // The stream is still that of the database before it was restored.
        append(1, 9);
        feed.start();
        assertThat(follow(0, 5)).isEqualTo(given(1, 5));
        feed.await(5, Duration.ofSeconds(2));
        assertThat(feed.after(5, 10)).isEmpty();
        assertThat(feed.after(3, 10)).isEqualTo(given(4, 5));
    }

    @Test
    void aDatabaseThatIsRestoredWhileItIsFollowedIsFollowedFromItsNewEnd() throws InterruptedException {
        feed.start();
        publish(1, 9);
        assertThat(follow(0, 9)).hasSize(9);
        store.restore(5);
        stream.forget(9);
        await().until(() -> feed.after(4, 10).equals(given(5, 5)));
        publish(6, 7);
        assertThat(follow(5, 7)).isEqualTo(given(6, 7));
    }

    @Test
    void whatIsNotKeptAnyMoreIsSaidToBeGone() throws InterruptedException {
        store.with(1, 9);
        store.forgetBefore(5);
        feed.start();
        await().untilAsserted(() -> assertThatThrownBy(() -> feed.after(3, 10))
                .isInstanceOfSatisfying(
                        EventFeed.Gone.class, gone -> assertThat(gone.oldest()).isEqualTo(5)));
        assertThat(follow(4, 9)).isEqualTo(given(5, 9));
    }

    @Test
    void anErrorIsNoEndOfFollowing() throws InterruptedException {
        publish(1, 3);
        feed.start();
        assertThat(follow(0, 3)).hasSize(3);
        store.failWith(new StackOverflowError("as it is meant"));
        await().until(store::hasFailed);
        publish(4, 6);
        assertThat(follow(3, 6)).isEqualTo(given(4, 6));
    }
}
