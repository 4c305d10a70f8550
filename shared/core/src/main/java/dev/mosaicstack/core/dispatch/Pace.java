package dev.mosaicstack.core.dispatch;

import java.time.Duration;
import java.time.Instant;

/** At most so many a second, and not all of them at its beginning. */
final class Pace {

    private final Integer perSecond;
    private double saved;
    private Instant at;

    /** @param perSecond null is no limit */
    Pace(Integer perSecond, Instant now) {
        this.perSecond = perSecond;
        this.saved = 1;
        this.at = now;
    }

    /** @return false where it is too early for another */
    boolean take(Instant now) {
        if (perSecond == null) {
            return true;
        }
        double earned = Math.max(0, Duration.between(at, now).toNanos() / 1e9 * perSecond);
        saved = Math.min(Math.max(1, perSecond / 4.0), saved + earned);
        at = now;
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }
}
