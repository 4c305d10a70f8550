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

    RedisHealth(StreamPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("redis")
                .up()
                .withData("redis", publisher.reachable() ? "ok" : "degraded")
                .withData("published", publisher.publishedUpTo())
                .build();
    }
}
