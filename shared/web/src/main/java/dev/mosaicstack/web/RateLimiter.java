package dev.mosaicstack.web;

import dev.mosaicstack.core.error.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A token bucket for each API token, in this process. */
@Singleton
class RateLimiter {

    private static final int MANY = 10_000;

    private final int perSecond;
    private final int burst;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimiter(WebSettings settings, Clock clock) {
        this.perSecond = settings.rateLimit().perSecond();
        this.burst = settings.rateLimit().burst();
        this.clock = clock;
    }

    /** @throws Refusal.RateLimited with the time until the next call is free */
    void take(String tokenId) {
        if (perSecond <= 0) {
            return;
        }
        long now = clock.millis();
        forgetIdle(now);
        double missing =
                buckets.computeIfAbsent(tokenId, id -> new Bucket(burst, now)).take(now, perSecond, burst);
        if (missing > 0) {
            throw new Refusal.RateLimited(Duration.ofMillis((long) Math.ceil(missing * 1000 / perSecond)));
        }
    }

    /** A bucket that had time to fill up is as good as none. */
    private void forgetIdle(long now) {
        if (buckets.size() > MANY) {
            long fullAfter = 1000L * burst / perSecond;
            buckets.values().removeIf(bucket -> bucket.idle(now) > fullAfter);
        }
    }

    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }

        synchronized long idle(long now) {
            return now - at;
        }

        /** @return 0 where one was taken, else what is missing; then nothing is taken */
        synchronized double take(long now, int perSecond, int burst) {
            tokens = Math.min(burst, tokens + Math.max(0, now - at) * perSecond / 1000.0);
            at = now;
            if (tokens < 1) {
                return 1 - tokens;
            }
            tokens -= 1;
            return 0;
        }
    }
}
