package dev.mosaicstack.redis;

/** Every key this product has in Redis. All of it can be lost: it is rebuilt from the database. */
final class RedisKeys {

    /** Stream of CloudEvents in commit order; the id of an entry is {@code <position>-0}. */
    static final String EVENTS = "mosaic:events";

    private RedisKeys() {}
}
