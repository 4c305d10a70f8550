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
    private Duration pause = Duration.ZERO;
    private int underWay;
    private volatile long validUntil = System.nanoTime();

    /** @param pausedUntil null where there is no pause */
    Gate(Integer rateLimit, Instant pausedUntil, Clock clock) {
        Instant now = clock.instant();
        this.clock = clock;
        if (pausedUntil != null) {
            pause(now, pausedUntil);
        }
        this.pace = new Pace(rateLimit, now);
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
            pause(now, asked);
        }
        return false;
    }

    private void pause(Instant now, Instant until) {
        Duration asked = Duration.between(now, until);
        pause = asked.compareTo(Attempts.LONGEST_WAIT) < 0 ? asked : Attempts.LONGEST_WAIT;
        pausedUntil = until;
    }

    private boolean paused(Instant now) {
        if (pausedUntil == null || !now.isBefore(pausedUntil)) {
            return false;
        }
        Instant latest = now.plus(pause);
        if (pausedUntil.isAfter(latest)) {
            // The clock was set back: the pause begins again, but is no longer than it was asked for.
            pausedUntil = latest;
        }
        return true;
    }

    int underWay() {
        return underWay;
    }

    /** Null where there is none. */
    Instant pausedUntil() {
        return pausedUntil;
    }
}
