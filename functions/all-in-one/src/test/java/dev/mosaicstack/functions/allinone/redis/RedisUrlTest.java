package dev.mosaicstack.functions.allinone.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.allinone.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @Test
    void readsWhatAUrlCanHold() {
        assertThat(RedisUrl.parse("rediss://ada:p%40ss+1@cache.example.test:7000/2"))
                .isEqualTo(new RedisUrl(true, "cache.example.test", 7000, "ada", "p@ss+1"));
        assertThat(RedisUrl.parse("redis://127.0.0.1")).isEqualTo(new RedisUrl(false, "127.0.0.1", 6379, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:6379", "http://127.0.0.1", "redis://", "redis:///1", "redis://a b", "redis://h:99999"
            })
    void whatIsNoRedisUrlIsRefused(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("MOSAIC_REDIS_URL is not a Redis URL");
    }

    @Test
    void noMessageHoldsThePassword() {
        assertThatThrownBy(() -> RedisUrl.parse("redis://:hunter2@ho st")).hasMessageNotContaining("hunter2");
        assertThat(RedisUrl.parse("redis://:hunter2@host")).asString().doesNotContain("hunter2");
    }
}
