package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether an attempt may begin now: the lease is good, the sink is up, did not ask for a pause, and is not called too often. */
final class Gate {

    private final Clock clock;
    private final Circuit circuit = new Circuit();
    private final Pace pace;
    private Instant pausedUntil;
    private int underWay;
    private volatile long validUntil = System.nanoTime();

    /** @param pausedUntil null where there is no pause */
    Gate(Integer rateLimit, Instant pausedUntil, Clock clock) {
        this.clock = clock;
        this.pausedUntil = pausedUntil;
        this.pace = new Pace(rateLimit, clock.instant());
    }

    void extend(Duration valid) {
        validUntil = System.nanoTime() + valid.toNanos();
    }

    /** @return whether the attempt may begin; then {@link #leave} MUST follow */
    boolean enter() {
        Instant now = clock.instant();
        if (paused(now) || System.nanoTime() - validUntil >= 0 || !circuit.allows(now, underWay) || !pace.take(now)) {
            return false;
        }
        circuit.begin();
        underWay++;
        return true;
    }

    /** @return true where the sink was down until now */
    boolean leave(Outcome outcome) {
        underWay--;
        Instant now = clock.instant();
        if (outcome instanceof Outcome.Delivered) {
            // One that began before the sink asked for a pause does not end it.
            pausedUntil = paused(now) ? pausedUntil : null;
            return circuit.worked();
        }
        circuit.failed(now);
        Instant asked = Attempts.asked(outcome, now);
        if (asked != null && (!paused(now) || asked.isAfter(pausedUntil))) {
            pausedUntil = asked;
        }
        return false;
    }

    private boolean paused(Instant now) {
        return pausedUntil != null && now.isBefore(pausedUntil);
    }

    int underWay() {
        return underWay;
    }

    /** Null where there is none. */
    Instant pausedUntil() {
        return pausedUntil;
    }
}
