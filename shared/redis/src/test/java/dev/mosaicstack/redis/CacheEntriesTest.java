package dev.mosaicstack.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.redis.CacheEntries.Found.Gap;
import dev.mosaicstack.redis.CacheEntries.Found.Hit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CacheEntriesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENT = Duration.ofSeconds(3);
    private static final TestRedis REDIS = new TestRedis();
    private static final RedisSettings SETTINGS = TestRedis.settings(MINUTE, PATIENT);

    private final CacheEntries entries = new CacheEntries(REDIS.source(), SETTINGS);
    private final String task = "tasks/" + UUID.randomUUID();

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void whatFilledAGapIsFound() {
        assertThat(fill(gap(), 1)).isTrue();
        assertThat(entries.find(task)).isEqualTo(version(1));
    }

    @Test
    void twoWhoFoundTheSameGapFillItOnce() {
        Gap first = gap();
        Gap second = gap();
        assertThat(fill(first, 1)).isTrue();
        assertThat(fill(second, 1)).isFalse();
    }

    @Test
    void aLateFillIsRefused() {
        Gap gap = gap();
        entries.outdate(Map.of(task, 2L));
        assertThat(fill(gap, 1)).isFalse();
        assertThat(fill(gap, 2)).isTrue();
        assertThat(entries.find(task)).isEqualTo(version(2));
    }

    @Test
    void aChangeDropsWhatIsOlder() {
        fill(gap(), 1);
        entries.outdate(Map.of(task, 2L));
        Gap gap = gap();
        assertThat(fill(gap, 1)).isFalse();
        assertThat(fill(gap, 2)).isTrue();
    }

    @Test
    void aChangeThatIsToldLateLeavesWhatIsNewer() {
        fill(gap(), 3);
        entries.outdate(Map.of(task, 2L));
        entries.outdate(Map.of(task, 3L));
        assertThat(entries.find(task)).isEqualTo(version(3));
    }

    @Test
    void aVersionOfTwoDigitsIsNewerThanOneOfOneDigit() {
        fill(gap(), 9);
        entries.outdate(Map.of(task, 10L));
        assertThat(fill(gap(), 9)).isFalse();
    }

    @Test
    void whoLookedBeforeRedisWasEmptiedFillsNothing() {
        Gap before = gap();
        try (var redis = REDIS.server().connect()) {
            redis.command("DEL", RedisKeys.cached(task));
        }
        assertThat(fill(before, 1)).isFalse();
        gap();
        assertThat(fill(before, 1)).as("another's gap").isFalse();
    }

    @Test
    void nothingIsKeptLongerThanItsTime() {
        var brief = new CacheEntries(REDIS.source(), TestRedis.settings(Duration.ofMillis(200), PATIENT));
        Gap gap = (Gap) brief.find(task);
        assertThat(brief.fill(task, gap, version(1))).isTrue();
        assertThat(brief.find(task)).isEqualTo(version(1));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(2))
                .until(() -> brief.find(task) instanceof Gap);
    }

    @Test
    void publishingAChangeDropsWhatIsOlder() {
        var stream = new EventStream(REDIS.source(), SETTINGS);
        fill(gap(), 4);
        long before = stream.lastPosition();
        long after = Math.max(0, before) + 1;
        assertThat(stream.append(Math.max(0, before), before < 0, List.of(change(after, 5))))
                .isEqualTo(after);
        assertThat(fill(gap(), 4)).isFalse();
        fill(gap(), 6);
        stream.append(after, false, List.of(change(after + 1, 6)));
        assertThat(entries.find(task)).isEqualTo(version(6));
    }

    @Test
    void whatIsNotPublishedYetDropsNothing() {
        var stream = new EventStream(REDIS.source(), SETTINGS);
        fill(gap(), 1);
        stream.append(999_999, false, List.of(change(1_000_000, 2)));
        assertThat(entries.find(task)).isEqualTo(version(1));
    }

    @Test
    void theCacheGoesWithAStreamThatIsAheadOfTheDatabase() {
        try (var own = new TestRedis()) {
            var stream = new EventStream(own.source(), SETTINGS);
            var ahead = new CacheEntries(own.source(), SETTINGS);
            ahead.fill(task, (Gap) ahead.find(task), version(7));
            stream.append(0, true, List.of(change(1, 7)));
            stream.forget(2);
            assertThat(ahead.find(task)).as("changed meanwhile").isEqualTo(version(7));
            stream.forget(1);
            assertThat(ahead.find(task)).isInstanceOf(Gap.class);
            assertThat(stream.lastPosition()).isEqualTo(-1);
        }
    }

    @Test
    void nobodyWaitsLongForARedisThatDoesNotAnswer() {
        try (var frozen = new TestRedis()) {
            var impatient = new CacheEntries(frozen.source(), TestRedis.settings(MINUTE, Duration.ofMillis(50)));
            impatient.find(task);
            frozen.server().freeze();
            long from = System.nanoTime();
            assertThatThrownBy(() -> impatient.find(task)).isInstanceOf(RuntimeException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(500));
        }
    }

    private Gap gap() {
        return (Gap) entries.find(task);
    }

    private boolean fill(Gap gap, long version) {
        return entries.fill(task, gap, version(version));
    }

    private static Hit version(long version) {
        return new Hit("s", version, "{\"version\":" + version + "}");
    }

    private Event change(long position, long version) {
        String data = "{\"version\":" + version + "}";
        return new Event(position, "e" + position, "t", "/mosaic", task, Instant.EPOCH, "s", null, null, null, data);
    }
}
