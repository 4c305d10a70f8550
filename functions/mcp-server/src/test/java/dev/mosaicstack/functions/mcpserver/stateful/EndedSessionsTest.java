package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.redis.EndedMcpSessions;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final MovableClock time = new MovableClock(START);
    private final GivenRedis redis = new GivenRedis();
    private final EndedSessions ended = new EndedSessions(new EndedMcpSessions(redis.source()), time);

    @Test
    void whatWasEndedWhileRedisWasAwayIsLearnedLater() {
        ended.learn();
        redis.away(true);
        time.set(START.plusSeconds(60));
        assertThat(ended.learn()).isEmpty();
        redis.away(false);
        time.set(START.plusSeconds(61));
        ended.learn();
        ended.learn();
        assertThat(redis.askedSince())
                .containsExactly(
                        START.minus(EndedMcpSessions.KEPT_FOR).minusSeconds(10),
                        START.minusSeconds(10),
                        START.minusSeconds(10),
                        START.plusSeconds(51));
    }

    @Test
    void ofOneOwnerAThousandAreRememberedHereAndInRedis() {
        ended.add("other.0");
        for (int i = 0; i < 1_003; i++) {
            ended.add("owner." + i);
        }
        assertThat(List.of("owner.0", "owner.1", "owner.2")).noneMatch(ended::has);
        assertThat(List.of("owner.3", "owner.1002", "other.0")).allMatch(ended::has);
        assertThat(redis.forgotten()).containsExactly("owner.0", "owner.1", "owner.2");
    }

    @Test
    void theyAreForgottenAfterADay() {
        ended.add("owner.0");
        time.set(START.plus(EndedMcpSessions.KEPT_FOR));
        ended.learn();
        assertThat(ended.has("owner.0")).isTrue();
        time.advance(Duration.ofMillis(1));
        ended.learn();
        assertThat(ended.has("owner.0")).isFalse();
    }
}
