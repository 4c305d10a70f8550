package dev.mosaicstack.redis;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Lets every process know which MCP sessions were ended, for a day. Where Redis is away they learn nothing, and need not. */
@Singleton
public final class EndedMcpSessions {

    public static final Duration KEPT_FOR = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(EndedMcpSessions.class);

    private final RedisDataSource redis;

    public EndedMcpSessions(RedisDataSource redis) {
        this.redis = redis;
    }

    public void add(String session, Instant now) {
        try {
            redis.execute("ZADD", RedisKeys.ENDED_MCP_SESSIONS, millis(now), session);
            redis.execute("ZREMRANGEBYSCORE", RedisKeys.ENDED_MCP_SESSIONS, "-inf", millis(now.minus(KEPT_FOR)));
            redis.execute("PEXPIRE", RedisKeys.ENDED_MCP_SESSIONS, Long.toString(KEPT_FOR.toMillis()));
        } catch (RuntimeException e) {
            LOG.debugf("other processes do not learn of an ended session: %s", e.getMessage());
        }
    }

    /** Nobody needs to know of these any more. */
    public void forget(List<String> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        try {
            redis.execute(
                    "ZREM",
                    Stream.concat(Stream.of(RedisKeys.ENDED_MCP_SESSIONS), sessions.stream())
                            .toArray(String[]::new));
        } catch (RuntimeException e) {
            LOG.debugf("%d ended sessions stay known: %s", sessions.size(), e.getMessage());
        }
    }

    /** Those that were ended at {@code since} or later, oldest first; empty where Redis does not answer. */
    public Optional<List<String>> since(Instant since) {
        try {
            Response found = redis.execute("ZRANGEBYSCORE", RedisKeys.ENDED_MCP_SESSIONS, millis(since), "+inf");
            List<String> sessions = new ArrayList<>();
            found.forEach(each -> sessions.add(each.toString()));
            return Optional.of(sessions);
        } catch (RuntimeException e) {
            LOG.debugf("ended sessions of other processes are not known: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }
}
