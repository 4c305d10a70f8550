package dev.mosaicstack.functions.mcpserver.stateful;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ended sessions by who had them, so that nobody fills the memory with ends of sessions that never were. */
final class Remembered {

    /** Of one owner; where it ends more, its oldest are forgotten. */
    static final int MOST = 1_000;

    private final Map<String, LinkedHashMap<String, Instant>> byOwner = new HashMap<>();

    synchronized boolean has(String session) {
        return byOwner.getOrDefault(owner(session), new LinkedHashMap<>()).containsKey(session);
    }

    /** Does nothing where it is known. @return those that are forgotten for it */
    synchronized List<String> add(String session, Instant at) {
        LinkedHashMap<String, Instant> ended = byOwner.computeIfAbsent(owner(session), none -> new LinkedHashMap<>());
        ended.putIfAbsent(session, at);
        List<String> forgotten = new ArrayList<>();
        while (ended.size() > MOST) {
            forgotten.add(ended.pollFirstEntry().getKey());
        }
        return forgotten;
    }

    synchronized void forgetBefore(Instant time) {
        byOwner.values().forEach(ended -> ended.values().removeIf(at -> at.isBefore(time)));
        byOwner.values().removeIf(Map::isEmpty);
    }

    /** What is before the dot. */
    private static String owner(String session) {
        return session.substring(0, Math.max(0, session.indexOf('.')));
    }
}
