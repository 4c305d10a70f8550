package dev.mosaicstack.core.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a sink is worth asking. After {@value #PATIENCE} failures in a row nothing new is sent but a probe now and then:
 * a sink that is down for hours gets its events when it is back, and not each of them a row that waits for a retry.
 */
final class Circuit {

    static final int PATIENCE = 5;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private int failures;
    private boolean probing;
    private Duration pause = FIRST;
    private Instant probeAt = Instant.EPOCH;

    boolean open() {
        return failures >= PATIENCE;
    }

    /** @param underWay how many attempts are */
    boolean allows(Instant now, int underWay) {
        if (!open()) {
            return true;
        }
        Instant latest = now.plus(pause);
        if (probeAt.isAfter(latest)) {
            // The clock was set back: the pause begins again, but is no longer than it was meant to be.
            probeAt = latest;
        }
        return underWay == 0 && !now.isBefore(probeAt);
    }

    /** An attempt begins. */
    void begin() {
        probing = open();
    }

    /** @return true where the sink was down until now */
    boolean worked() {
        boolean wasOpen = open();
        failures = 0;
        probing = false;
        return wasOpen;
    }

    void failed(Instant now) {
        failures++;
        if (failures == PATIENCE) {
            pause = FIRST;
            probeAt = now.plus(pause);
        } else if (probing) {
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
            probeAt = now.plus(pause);
        }
        probing = false;
    }
}
