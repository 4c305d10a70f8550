package dev.mosaicstack.redis;

import dev.mosaicstack.testkit.RedisServer;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Optional;

/** A real server and the client that the functions use. */
final class TestRedis implements AutoCloseable {

    private final RedisServer server = RedisServer.start();
    private final Vertx vertx = Vertx.vertx();
    private final Redis client = Redis.createClient(vertx, options(server.url()));

    /** One shape of answers, as the functions have it. */
    private static RedisOptions options(String url) {
        return new RedisOptions().setConnectionString(url).setPreferredProtocolVersion(ProtocolVersion.RESP2);
    }

    RedisServer server() {
        return server;
    }

    RedisDataSource source() {
        return new BlockingRedisDataSourceImpl(vertx, client, RedisAPI.api(client), Duration.ofSeconds(3));
    }

    /** With the cache on. */
    record Settings(Server redis, Events stream, Answers cache) implements RedisSettings {

        record Server(String url, Optional<String> urlFile) implements Redis {}

        record Events(int maxLength, boolean tail) implements Stream {}

        record Answers(boolean enabled, Duration ttl, Duration timeout) implements Cache {}
    }

    static RedisSettings settings(Duration ttl, Duration timeout) {
        return new Settings(
                new Settings.Server("unused", Optional.empty()),
                new Settings.Events(100_000, false),
                new Settings.Answers(true, ttl, timeout));
    }

    @Override
    public void close() {
        client.close();
        vertx.closeAndAwait();
        server.close();
    }
}
