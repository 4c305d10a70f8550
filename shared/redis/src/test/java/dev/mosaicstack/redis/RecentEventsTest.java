package dev.mosaicstack.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecentEventsTest {

    private static final int ROOM = 10_000;

    private final RecentEvents recent = new RecentEvents();

    private static List<Event> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(EventsOnlyStore::event)
                .toList();
    }

    private static List<Long> positions(List<Event> events) {
        return events.stream().map(Event::position).toList();
    }

    @Test
    void whatFollowsIsGivenInOrderAndOnlyAsMuchAsIsAskedFor() {
        recent.restart(7);
        recent.add(events(8, 20));
        assertThat(positions(recent.after(7, 3))).containsExactly(8L, 9L, 10L);
        assertThat(positions(recent.after(18, 10))).containsExactly(19L, 20L);
        assertThat(recent.after(20, 10)).isEmpty();
        assertThat(recent.after(21, 10)).isEmpty();
    }

    @Test
    void whatIsOlderIsNotKnownHere() {
        recent.restart(7);
        recent.add(events(8, 20));
        assertThat(recent.after(6, 10)).isNull();
        recent.restart(30);
        assertThat(recent.after(8, 10)).isNull();
    }

    @Test
    void thereIsRoomForSoManyAndNoMore() {
        recent.add(events(1, ROOM + 5));
        assertThat(recent.after(4, 10)).isNull();
        assertThat(positions(recent.after(5, 1))).containsExactly(6L);
    }

    @Test
    void largeOnesTakeMoreRoomAndTheNewestStaysAlways() {
        String large = "\"" + "x".repeat(20 * 1024 * 1024) + "\"";
        for (long position = 1; position <= 3; position++) {
            recent.add(List.of(
                    new Event(position, "id", "t", "/s", "things/1", Instant.EPOCH, null, null, null, null, large)));
        }
        assertThat(recent.after(1, 10)).isNull();
        assertThat(positions(recent.after(2, 10))).containsExactly(3L);
    }

    @Test
    void whoeverWaitsIsWokenByTheNextEventAndNotByOneItHas() throws Exception {
        recent.restart(5);
        long began = System.nanoTime();
        recent.await(5, Duration.ofMillis(20).toNanos());
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
        var woken = new CompletableFuture<Void>();
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                recent.await(5, Duration.ofSeconds(50).toNanos());
                woken.complete(null);
            } catch (InterruptedException e) {
                woken.completeExceptionally(e);
            }
        });
        recent.add(events(6, 6));
        woken.get();
        waiting.join();
    }

    /** Who is as far behind as there is room reads exactly where the oldest are forgotten. */
    @Test
    void aReaderWhoseEventsAreForgottenUnderItNeverGetsAHole() throws Exception {
        recent.add(events(1, ROOM));
        var holes = new ArrayList<List<Long>>();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (long first = ROOM + 1; first < 3_000_000; first += 100) {
                recent.add(events(first, first + 99));
            }
        });
        while (writer.isAlive()) {
            long oldest = recent.newest() - ROOM;
            List<Event> next = recent.after(oldest + 20, 2_000);
            if (next != null && !next.isEmpty() && !isWhole(next)) {
                holes.add(positions(next));
            }
        }
        writer.join();
        assertThat(holes).isEmpty();
    }

    private static boolean isWhole(List<Event> events) {
        return events.getLast().position() == events.getFirst().position() + events.size() - 1;
    }
}
