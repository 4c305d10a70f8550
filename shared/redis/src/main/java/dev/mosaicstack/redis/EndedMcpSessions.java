package dev.mosaicstack.redis;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Lets every process know which MCP sessions were ended, for a day. Where Redis is away they learn nothing, and need not. */
@Singleton
public final class EndedMcpSessions {

    public static final Duration KEPT_FOR = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(EndedMcpSessions.class);

    private final RedisDataSource redis;

    EndedMcpSessions(RedisDataSource redis) {
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

    /** Those that were ended at {@code since} or later; empty where Redis does not answer. */
    public List<String> since(Instant since) {
        List<String> sessions = new ArrayList<>();
        try {
            Response found = redis.execute("ZRANGEBYSCORE", RedisKeys.ENDED_MCP_SESSIONS, millis(since), "+inf");
            found.forEach(each -> sessions.add(each.toString()));
        } catch (RuntimeException e) {
            LOG.debugf("ended sessions of other processes are not known: %s", e.getMessage());
        }
        return sessions;
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }
}
