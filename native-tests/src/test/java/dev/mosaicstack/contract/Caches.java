package dev.mosaicstack.contract;

import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** What a test wants to know of the cache, and the way past it. */
final class Caches {

    private Caches() {}

    /**
     * Kept far longer than any test takes: what is shown in time was told of, and did not just run out. And a patient
     * call: a change that a busy machine does not bring to Redis in time would be shown late with good reason.
     */
    static Map<String, String> shared(RedisServer server) {
        return Map.of(
                "MOSAIC_REDIS_URL", server.url(),
                "MOSAIC_CACHE_ENABLED", "true",
                "MOSAIC_CACHE_TTL", "PT1H",
                "MOSAIC_CACHE_TIMEOUT", "PT2S");
    }

    /** How many answers this process took from the cache. */
    static long hits(Stack stack) {
        return stack.api()
                .get("/q/health/ready", null)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("checks.find { it.name == 'redis' }.data.cacheHits");
    }

    /** A call that may wait is never answered from the cache. */
    static ValidatableResponse fromTheDatabase(Stack stack, String task) {
        return stack.api()
                .admin("task-get", Map.of("taskId", task, "waitSeconds", 1))
                .statusCode(200);
    }
}
