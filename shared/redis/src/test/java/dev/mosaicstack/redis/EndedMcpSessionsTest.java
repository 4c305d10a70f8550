package dev.mosaicstack.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndedMcpSessionsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

    private final TestRedis redis = new TestRedis();
    private final EndedMcpSessions ended = new EndedMcpSessions(redis.source());

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void sessionsAreFoundByTheTimeOfTheirEnd() {
        ended.add("first", NOW);
        ended.add("second", NOW.plusSeconds(1));
        assertThat(ended.since(NOW).orElseThrow()).containsExactly("first", "second");
        assertThat(ended.since(NOW.plusMillis(1)).orElseThrow()).containsExactly("second");
    }

    @Test
    void theyAreKnownForADayAndThenGone() {
        ended.add("old", NOW);
        ended.add("new", NOW.plus(EndedMcpSessions.KEPT_FOR));
        assertThat(ended.since(Instant.EPOCH).orElseThrow()).containsExactly("new");
        assertThat(redis.source().execute("PTTL", RedisKeys.ENDED_MCP_SESSIONS).toLong())
                .isPositive();
    }

    @Test
    void whatIsForgottenIsGone() {
        ended.add("first", NOW);
        ended.add("second", NOW);
        ended.add("third", NOW);
        ended.forget(List.of("first", "third"));
        ended.forget(List.of());
        assertThat(ended.since(NOW).orElseThrow()).containsExactly("second");
    }

    /** Who asks must not take it for the news that none was ended. */
    @Test
    void withoutRedisNothingIsKnown() {
        assertThat(ended.since(NOW)).isPresent();
        redis.server().close();
        assertThat(ended.since(NOW)).isEmpty();
    }
}
