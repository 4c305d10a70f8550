package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.redis.EndedMcpSessions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sessions that their clients ended within the last day, through this process or another one. */
@Singleton
final class EndedSessions {

    /** Looked at again: clocks of two hosts differ, and what is written is not seen at once. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final EndedMcpSessions shared;
    private final Clock clock;
    private final Remembered ended = new Remembered();
    private volatile Instant known;

    EndedSessions(EndedMcpSessions shared, Clock clock) {
        this.shared = shared;
        this.clock = clock;
        this.known = clock.instant().minus(EndedMcpSessions.KEPT_FOR);
    }

    boolean has(String session) {
        return ended.has(session);
    }

    void add(String session) {
        Instant now = clock.instant();
        List<String> forgotten = ended.add(session, now);
        shared.add(session, now);
        shared.forget(forgotten);
    }

    /**
     * Learns of those that other processes ended. What could not be learned is asked for again.
     *
     * @return these, some of them not for the first time
     */
    List<String> learn() {
        Instant now = clock.instant();
        ended.forgetBefore(now.minus(EndedMcpSessions.KEPT_FOR));
        Optional<List<String>> others = shared.since(known.minus(OVERLAP));
        if (others.isEmpty()) {
            return List.of();
        }
        List<String> forgotten = new ArrayList<>();
        others.get().forEach(session -> forgotten.addAll(ended.add(session, now)));
        shared.forget(forgotten);
        known = now;
        return others.get();
    }
}
