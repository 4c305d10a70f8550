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

    private static List<Event> range(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(position ->
                        new Event(position, "id", "t", "/s", "x", Instant.EPOCH, null, null, null, null, "{}"))
                .toList();
    }
}
