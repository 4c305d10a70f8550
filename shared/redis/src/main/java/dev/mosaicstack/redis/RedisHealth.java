package dev.mosaicstack.redis;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Never makes the process unready: without Redis everything works from the database, only slower. */
@Readiness
@Singleton
final class RedisHealth implements HealthCheck {

    private final StreamPublisher publisher;
    private final RedisReadCache cache;

    RedisHealth(StreamPublisher publisher, RedisReadCache cache) {
        this.publisher = publisher;
        this.cache = cache;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("redis")
                .up()
                .withData("redis", publisher.reachable() ? "ok" : "degraded")
                .withData("published", publisher.publishedUpTo());
        if (cache.enabled()) {
            response.withData("cacheHits", cache.hits()).withData("cacheMisses", cache.misses());
        }
        return response.build();
    }
}
