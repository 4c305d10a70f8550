package dev.mosaicstack.redis;

/** Every key this product has in Redis. All of it can be lost: it is rebuilt from the database. */
final class RedisKeys {

    /** Stream of CloudEvents in commit order; the id of an entry is {@code <position>-0}. */
    static final String EVENTS = "mosaic:events";

    /** Named in braces, the stream decides the slot: in a cluster, one script changes both. */
    private static final String CACHE = "mosaic:cache:{" + EVENTS + "}:";

    /** Pattern of all {@link #cached} keys. */
    static final String ALL_CACHED = CACHE + "*";

    /** Sorted set of the ids of MCP sessions that their clients ended, by the time in milliseconds when they did. */
    static final String ENDED_MCP_SESSIONS = "mosaic:mcp:ended";

    private RedisKeys() {}

    /** Hash with the answer about a subject, see {@code cache-find.lua}. */
    static String cached(String subject) {
        return CACHE + subject;
    }
}
