package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.redis.EndedMcpSessions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that their clients ended within the last day, through this process or another one. */
@Singleton
final class EndedSessions {

    /** Looked at again: clocks of two hosts differ, and what is written is not seen at once. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final EndedMcpSessions shared;
    private final Clock clock;
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();
    private volatile Instant known;

    EndedSessions(EndedMcpSessions shared, Clock clock) {
        this.shared = shared;
        this.clock = clock;
        this.known = clock.instant().minus(EndedMcpSessions.KEPT_FOR);
    }

    boolean has(String session) {
        return ended.containsKey(session);
    }

    void add(String session) {
        Instant now = clock.instant();
        ended.put(session, now);
        shared.add(session, now);
    }

    /** Learns of those that other processes ended. @return these, some of them not for the first time */
    List<String> learn() {
        Instant now = clock.instant();
        List<String> others = shared.since(known.minus(OVERLAP));
        others.forEach(session -> ended.putIfAbsent(session, now));
        known = now;
        ended.values().removeIf(at -> at.isBefore(now.minus(EndedMcpSessions.KEPT_FOR)));
        return others;
    }
}
