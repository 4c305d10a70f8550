package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private Instant now = NOW;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    private Gate gate(Integer rateLimit, Instant pausedUntil) {
        var gate = new Gate(rateLimit, pausedUntil, clock);
        gate.extend(Duration.ofHours(1));
        return gate;
    }

    private static Outcome refused(int status, Duration retryAfter) {
        return new Outcome.Refused(status, null, retryAfter);
    }

    @Test
    void withoutALeaseNothingBegins() {
        var gate = new Gate(null, null, clock);
        assertThat(gate.enter()).isFalse();
        gate.extend(Duration.ofHours(1));
        assertThat(gate.enter()).isTrue();
        gate.extend(Duration.ZERO);
        assertThat(gate.enter()).isFalse();
        assertThat(gate.underWay()).isEqualTo(1);
    }

    @Test
    void aPauseThatSomebodyElseWasAskedForHolds() {
        Gate gate = gate(null, NOW.plusSeconds(5));
        assertThat(gate.enter()).isFalse();
        now = NOW.plusSeconds(5);
        assertThat(gate.enter()).isTrue();
    }

    @Test
    void theLongestPauseThatWasAskedForHoldsWhateverElseIsAnswered() {
        Gate gate = gate(null, null);
        for (int i = 0; i < 4; i++) {
            assertThat(gate.enter()).isTrue();
        }
        gate.leave(refused(429, Duration.ofSeconds(60)));
        gate.leave(refused(503, Duration.ofSeconds(1)));
        gate.leave(DELIVERED);
        gate.leave(refused(500, null));
        assertThat(gate.pausedUntil()).isEqualTo(NOW.plusSeconds(60));
        now = NOW.plusSeconds(59);
        assertThat(gate.enter()).isFalse();
        now = NOW.plusSeconds(60);
        assertThat(gate.enter()).isTrue();
        gate.leave(DELIVERED);
        assertThat(gate.pausedUntil()).isNull();
    }

    @Test
    void nobodyIsKeptWaitingForMoreThanADay() {
        Gate gate = gate(null, null);
        gate.enter();
        gate.leave(refused(503, Duration.ofDays(4_000_000)));
        assertThat(gate.pausedUntil()).isEqualTo(NOW.plus(Attempts.LONGEST_WAIT));
    }

    @Test
    void aRefusedEntryCostsNothingOfTheLimit() {
        Gate gate = gate(1, NOW.plusSeconds(5));
        for (int i = 0; i < 9; i++) {
            assertThat(gate.enter()).isFalse();
        }
        now = NOW.plusSeconds(5);
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isFalse();
    }

    @Test
    void aSinkThatIsDownGetsOneAtATimeAndItsReturnIsSaidOnce() {
        Gate gate = gate(null, null);
        for (int i = 0; i < Circuit.PATIENCE; i++) {
            gate.enter();
            assertThat(gate.leave(new Outcome.Failed("x"))).isFalse();
        }
        assertThat(gate.enter()).isFalse();
        now = NOW.plusSeconds(1);
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.leave(DELIVERED)).isTrue();
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        assertThat(gate.leave(DELIVERED)).isFalse();
    }

    @Test
    void aPauseIsNoLongerThanItWasAskedForWhereTheClockIsSetBack() {
        Gate gate = gate(null, null);
        gate.enter();
        gate.leave(refused(429, Duration.ofSeconds(60)));
        aPauseOfAMinuteThoughTheClockIsSetBack(gate);
    }

    @Test
    void norIsOneThatSomebodyElseWasAskedFor() {
        aPauseOfAMinuteThoughTheClockIsSetBack(gate(null, NOW.plusSeconds(60)));
    }

    private void aPauseOfAMinuteThoughTheClockIsSetBack(Gate gate) {
        now = NOW.minus(Duration.ofHours(1));
        assertThat(gate.enter()).isFalse();
        now = now.plusSeconds(59);
        assertThat(gate.enter()).isFalse();
        now = now.plusSeconds(1);
        assertThat(gate.enter()).isTrue();
    }
}
