package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.redis.EndedMcpSessions;
import dev.mosaicstack.testkit.MovableClock;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
        redis.away = true;
        time.set(START.plusSeconds(60));
        assertThat(ended.learn()).isEmpty();
        redis.away = false;
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

    /** It holds nothing; what it was told to do is kept. */
    private static final class GivenRedis {

        private final List<List<String>> commands = new ArrayList<>();
        private boolean away;

        RedisDataSource source() {
            return (RedisDataSource) Proxy.newProxyInstance(
                    RedisDataSource.class.getClassLoader(),
                    new Class<?>[] {RedisDataSource.class},
                    (proxy, method, given) -> {
                        List<String> command = new ArrayList<>(List.of((String) given[0]));
                        command.addAll(Arrays.asList((String[]) given[1]));
                        commands.add(command);
                        if (away) {
                            throw new IllegalStateException("away");
                        }
                        return nothing();
                    });
        }

        private static Response nothing() {
            return Response.newInstance((io.vertx.redis.client.Response) Proxy.newProxyInstance(
                    io.vertx.redis.client.Response.class.getClassLoader(),
                    new Class<?>[] {io.vertx.redis.client.Response.class},
                    (proxy, method, given) -> Collections.emptyIterator()));
        }

        List<Instant> askedSince() {
            return commands.stream()
                    .filter(command -> command.getFirst().equals("ZRANGEBYSCORE"))
                    .map(command -> Instant.ofEpochMilli(Long.parseLong(command.get(2))))
                    .toList();
        }

        List<String> forgotten() {
            return commands.stream()
                    .filter(command -> command.getFirst().equals("ZREM"))
                    .flatMap(command -> command.stream().skip(2))
                    .toList();
        }
    }
}
