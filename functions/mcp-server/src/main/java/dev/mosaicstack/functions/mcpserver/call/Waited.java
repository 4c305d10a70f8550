package dev.mosaicstack.functions.mcpserver.call;

import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells a client that a call still waits, at most once a second: clients give up on those that say nothing. */
final class Waited {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Asked asked;
    private final Clock clock;
    private final Instant since;
    private Instant told;

    Waited(Asked asked, Clock clock) {
        this.asked = asked;
        this.clock = clock;
        this.since = clock.instant();
        this.told = since;
    }

    void tell() {
        Instant now = clock.instant();
        if (!now.isBefore(told.plus(BETWEEN))) {
            told = now;
            double seconds = Duration.between(since, now).toMillis() / 1000.0;
            asked.progress(seconds, null, "waiting for " + Math.round(seconds) + " s");
        }
    }
}
