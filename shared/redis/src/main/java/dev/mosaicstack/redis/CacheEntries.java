package dev.mosaicstack.redis;

import dev.mosaicstack.core.cache.Change;
import dev.mosaicstack.core.event.Event;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The cache's entries in Redis. Each method throws where Redis has not answered within the cache's timeout. */
@Singleton
class CacheEntries {

    /** What a look-up found. */
    sealed interface Found {
        record Hit(String sessionId, long version, String json) implements Found {}

        /** Nothing, and the name that a fill must give. */
        record Gap(String name) implements Found {}
    }

    private static final String FIND = Script.of("cache-find.lua");
    private static final String FILL = Script.of("cache-fill.lua");
    private static final String OUTDATE = Script.of("outdate.lua", "cache-outdate.lua");

    private final ReactiveRedisDataSource redis;
    private final Duration timeout;
    private final String ttlMillis;

    CacheEntries(RedisDataSource redis, RedisSettings settings) {
        this.redis = redis.getReactive();
        this.timeout = settings.cache().timeout();
        this.ttlMillis = Long.toString(settings.cache().ttl().toMillis());
    }

    Found find(String subject) {
        Response found =
                eval(FIND, "1", RedisKeys.cached(subject), UUID.randomUUID().toString(), ttlMillis);
        return found.size() == 1
                ? new Found.Gap(found.get(0).toString())
                : new Found.Hit(
                        found.get(1).toString(),
                        found.get(2).toLong(),
                        found.get(0).toString());
    }

    /** @return false where the gap is closed or the answer is older than what is known of */
    boolean fill(String subject, Found.Gap gap, Found.Hit answer) {
        return eval(
                                FILL,
                                "1",
                                RedisKeys.cached(subject),
                                gap.name(),
                                Long.toString(answer.version()),
                                answer.sessionId(),
                                answer.json(),
                                ttlMillis)
                        .toInteger()
                == 1;
    }

    /** From now on nobody finds anything older than these. */
    void outdate(Map<String, Long> versions) {
        List<String> arguments = new ArrayList<>(List.of(OUTDATE, Integer.toString(versions.size())));
        versions.keySet().forEach(subject -> arguments.add(RedisKeys.cached(subject)));
        versions.values().forEach(version -> arguments.add(version.toString()));
        eval(arguments.toArray(String[]::new));
    }

    /** The newest version of each subject that these events changed and that may be cached. */
    static Map<String, Long> versions(List<Event> events) {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (Event event : events) {
            Change.of(event).ifPresent(change -> versions.merge(change.subject(), change.version(), Math::max));
        }
        return versions;
    }

    private Response eval(String... arguments) {
        return redis.execute("EVAL", arguments).await().atMost(timeout);
    }
}
