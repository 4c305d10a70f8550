package dev.mosaicstack.core.dispatch;

import static dev.mosaicstack.core.dispatch.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.OrderBy;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes(OrderBy.SUBJECT);
    private final Event a1 = event(1, "a");
    private final Event a2 = event(2, "a");
    private final Event b3 = event(3, "b", "{\"x\":1}");

    @Test
    void lanesGoSideBySideAndEachOneByOne() {
        lanes.add(a1);
        lanes.add(a2);
        lanes.add(b3);
        assertThat(lanes.next()).isEqualTo(a1);
        assertThat(lanes.next()).isEqualTo(b3);
        assertThat(lanes.hasReady()).isFalse();
        lanes.released(a1);
        assertThat(lanes.next()).isEqualTo(a2);
        lanes.released(a2);
        lanes.released(b3);
        assertThat(lanes.hasReady()).isFalse();
        assertThat(lanes.characters()).isZero();
    }

    @Test
    void aParkedLaneGivesAllThatWaitsAndTakesNothing() {
        lanes.add(a1);
        lanes.add(a2);
        lanes.add(b3);
        lanes.next();
        assertThat(lanes.park(a1)).containsExactly(a1, a2);
        assertThat(lanes.anyParked()).isTrue();
        assertThat(lanes.characters()).isEqualTo(b3.data().length());
        assertThat(lanes.add(event(4, "a"))).isFalse();
        assertThat(lanes.next()).isEqualTo(b3);
        lanes.unpark("a");
        assertThat(lanes.anyParked()).isFalse();
        assertThat(lanes.add(event(5, "a"))).isTrue();
        assertThat(lanes.next()).isEqualTo(event(5, "a"));
    }

    @Test
    void aLaneThatWasParkedBeforeTakesNothingEither() {
        lanes.park("a");
        assertThat(lanes.add(a1)).isFalse();
        assertThat(lanes.add(b3)).isTrue();
    }

    @Test
    void theLaneIsWhatTheOrderSays() {
        Event event = event(7, "subject");
        assertThat(new Lanes(OrderBy.SUBJECT).of(event)).isEqualTo("subject");
        assertThat(new Lanes(OrderBy.SOURCE).of(event)).isEqualTo("/s");
        assertThat(new Lanes(OrderBy.TYPE).of(event)).isEqualTo("t");
        assertThat(new Lanes(OrderBy.ALL).of(event)).isEmpty();
        assertThat(new Lanes(OrderBy.NONE).of(event)).isEqualTo("id-7");
    }
}
