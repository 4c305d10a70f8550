package dev.mosaicstack.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JustCommittedTest {

    private final JustCommitted events = new JustCommitted();

    @Test
    void whatFollowsIsHandedOutOnceAndInOrder() {
        events.add(range(1, 5));
        assertThat(events.after(2, 2)).extracting(Event::position).containsExactly(3L, 4L);
        assertThat(events.after(4, 10)).extracting(Event::position).containsExactly(5L);
        assertThat(events.after(5, 10)).isEmpty();
    }

    @Test
    void nothingIsHandedOutAcrossAGapThatAnotherProcessFilled() {
        events.add(range(1, 2));
        events.add(range(5, 6));
        assertThat(events.after(0, 10)).extracting(Event::position).containsExactly(1L, 2L);
        assertThat(events.after(2, 10)).isEmpty();
        assertThat(events.after(4, 10)).extracting(Event::position).containsExactly(5L, 6L);
    }

    @Test
    void whatHasNoPositionYetIsLeftToTheDatabase() {
        events.add(range(0, 0));
        assertThat(events.after(0, 10)).isEmpty();
    }

    @Test
    void moreThanThereIsRoomForIsForgottenAndNotKept() {
        events.add(range(1, 9_000));
        events.add(range(9_001, 11_000));
        assertThat(events.after(0, 10)).isEmpty();
        assertThat(events.after(9_000, 1)).extracting(Event::position).containsExactly(9_001L);
    }

    @Test
    void largeOnesAreForgottenLongBeforeThereAreMany() {
        events.add(large(1, 3));
        events.add(large(4, 5));
        assertThat(events.after(0, 10)).isEmpty();
        assertThat(events.after(3, 10)).extracting(Event::position).containsExactly(4L, 5L);
        events.add(large(6, 8));
        assertThat(events.after(5, 10)).extracting(Event::position).containsExactly(6L, 7L, 8L);
        events.add(large(9, 20));
        assertThat(events.after(8, 10)).isEmpty();
    }

    private static List<Event> large(long from, long to) {
        return range(from, to, "x".repeat(2 * 1024 * 1024));
    }

    private static List<Event> range(long from, long to) {
        return range(from, to, "{}");
    }

    private static List<Event> range(long from, long to, String data) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(position ->
                        new Event(position, "id", "t", "/s", "x", Instant.EPOCH, null, null, null, null, data))
                .toList();
    }
}
